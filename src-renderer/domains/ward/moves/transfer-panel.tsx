import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { closePanel } from '../../../platform/navigation.ts'
import { SidePanel } from '../../../ui/panel.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { nameInWords } from '../../patients/index.ts'
import { BedPicker, useFreeBeds } from './bed-picker.tsx'
import { WithChart } from './with-chart.tsx'

export function TransferPanel({ admissionId }: { admissionId: string }) {
  return <WithChart admissionId={admissionId}>{(chart) => <Transfer chart={chart} />}</WithChart>
}

/** `t`, the label of the bed, Enter. */
function Transfer({ chart }: { chart: AdmissionChartView }) {
  const t = useText()
  const api = useApi()
  const [choice, setChoice] = useState<{ typed: string; bedId: string | null }>({ typed: '', bedId: null })
  const { save, busy, refusal } = useSave(api.ward.transfer.mutationOptions())
  const bed = useFreeBeds(chart.wardId).find((each) => each.bedId === choice.bedId)
  const submit = () => bed && save({ admissionId: chart.admissionId, toBedId: bed.bedId }, closePanel)
  const isolated = bed && !bed.roomIsolation && chart.isolation !== 'none'
  return (
    <SidePanel
      title={t('transfer.title', { name: nameInWords(chart.patient) })}
      keys={[{ keys: 'Enter', label: t('key.save'), run: submit, inFields: true }]}
      foot={
        <>
          {isolated && (
            <div className="note ask" role="alert">
              {t('transfer.isolationWarn', { isolation: t(`isolation.${chart.isolation}`), bed: bed.label })}
            </div>
          )}
          <RefusalNote refusal={refusal} />
          <Button onClick={submit} disabled={!bed} loading={busy} rightSection={<span className="kbd">↵</span>}>
            {t('transfer.save', { bed: bed?.label ?? '…' })}
          </Button>
        </>
      }
    >
      {chart.bedLabel && <p style={{ margin: 0 }}>{t('transfer.from', { bed: chart.bedLabel })}</p>}
      <BedPicker
        first
        label={t('transfer.to')}
        wardId={chart.wardId}
        typed={choice.typed}
        chosen={choice.bedId}
        onType={(typed, bedId) => setChoice({ typed, bedId })}
      />
    </SidePanel>
  )
}
