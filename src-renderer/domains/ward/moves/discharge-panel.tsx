import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { dischargeRole } from '../../../../src-shared/domains/ward/rules/discharge-roles.ts'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { closePanel } from '../../../platform/navigation.ts'
import { SidePanel } from '../../../ui/panel.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { nameInWords } from '../../patients/index.ts'
import { nextStage, Stages } from './stages.tsx'
import { WithChart } from './with-chart.tsx'

export function DischargePanel({ admissionId }: { admissionId: string }) {
  return <WithChart admissionId={admissionId}>{(chart) => <Discharge chart={chart} />}</WithChart>
}

/** One stage at a time; the button names the stage, and the last one names the bed that becomes free. */
function Discharge({ chart }: { chart: AdmissionChartView }) {
  const t = useText()
  const api = useApi()
  const { save, busy, refusal } = useSave(api.ward.discharge.mutationOptions())
  const stage = nextStage(chart)
  const roles = useQuery(api.session.current.queryOptions()).data?.roles ?? []
  const mine = stage !== null && roles.includes(dischargeRole[stage])
  const submit = () => {
    if (stage && mine) save({ admissionId: chart.admissionId, stage }, () => stage === 'physical' && closePanel())
  }
  const words = () => {
    if (!stage) return t('discharge.ended')
    return stage === 'physical'
      ? t('discharge.freeBed', { bed: chart.bedLabel })
      : t('discharge.complete', { stage: t(`discharge.${stage}`) })
  }
  return (
    <SidePanel
      title={t('discharge.title', { name: nameInWords(chart.patient) })}
      keys={[{ keys: 'Ctrl+Enter', label: t('key.save'), run: submit }]}
      foot={
        <>
          <RefusalNote refusal={refusal} />
          {stage && !mine && (
            <span className="dim">
              {t('discharge.whose', { stage: t(`discharge.${stage}`), role: t(`role.${dischargeRole[stage]}`) })}
            </span>
          )}
          <Button
            onClick={submit}
            disabled={!mine}
            loading={busy}
            data-first
            rightSection={<span className="kbd">Ctrl ↵</span>}
          >
            {words()}
          </Button>
        </>
      }
    >
      <p style={{ margin: 0 }}>{t('discharge.hint')}</p>
      <Stages chart={chart} explained />
    </SidePanel>
  )
}
