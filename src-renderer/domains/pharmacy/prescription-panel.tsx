import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import type { PrescriptionView } from '../../../src-shared/domains/ward/medicine-views.ts'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useDraft } from '../../platform/drafts.ts'
import { go } from '../../platform/navigation.ts'
import { useScans } from '../../platform/scanning/use-scans.ts'
import { TextField } from '../../ui/fields.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import { RefusalNote, Shown } from '../../ui/states.tsx'
import { AllergyLabel, groupNumber, nameInWords } from '../patients/index.ts'
import { type CounterForm, EMPTY } from './counter-form.ts'
import { clean, counterOf, wordOn } from './prescription-form.ts'
import { PrescriptionOrder } from './prescription-order.tsx'
import { readCount } from './read-entry.ts'
import { useCounterBoxes } from './use-counter-scans.ts'

interface Props {
  department: DepartmentView
  admissionId: string
  onClose: () => void
}
const MOST_DAYS = 90

/** One patient's orders: what the checks say now, what a pharmacist has said, and what goes onto the counter. */
export function PrescriptionPanel({ department, admissionId, onClose }: Props) {
  const t = useText()
  const [days, setDays] = useState('1')
  const { departmentId } = department
  const about = { admissionId, departmentId, days: Math.min(MOST_DAYS, readCount(days) ?? 1) }
  const view = useQuery(useApi().medicines.prescription.queryOptions(about))
  if (!view.data)
    return (
      <SidePanel title={t('queue.prescription')} onClose={onClose}>
        <Shown of={view}>{() => <p className="dim">{t('queue.gone')}</p>}</Shown>
      </SidePanel>
    )
  return (
    <Prescription departmentId={departmentId} view={view.data} onClose={onClose}>
      <TextField
        label={t('queue.days')}
        value={days}
        inputMode="numeric"
        onChange={setDays}
        wrong={readCount(days) === null ? t('receive.unreadable') : null}
      />
    </Prescription>
  )
}

interface PrescriptionProps {
  departmentId: string
  view: PrescriptionView
  children: React.ReactNode
  onClose: () => void
}

function Prescription({ departmentId, view, children, onClose }: PrescriptionProps) {
  const t = useText()
  const time = useClinicalTime()
  const { patient, patientId, orders } = view
  const { save, busy, refusal } = useSave(useApi().pharmacy.stock.verify.mutationOptions())
  const counter = useDraft<CounterForm>(`counter:${departmentId}`, EMPTY)
  const toVerify = clean(orders)
  const form = counterOf(patientId, orders)
  // the first box that is scanned opens the counter
  const boxes = useCounterBoxes(departmentId, form, (next) => {
    counter.set(next)
    go({ screen: 'counter' })
  })
  useScans({ accepts: ['drug'], run: ({ code }) => boxes.scan(code) })
  const verify = () =>
    toVerify.length > 0 &&
    save({ departmentId, patientId, orders: toVerify.map((order) => wordOn(order, 'verified', '')) })
  const dispense = () => {
    if (form.lines.length === 0) return
    counter.set(form)
    go({ screen: 'counter' })
  }
  return (
    <SidePanel
      title={nameInWords(patient)}
      onClose={onClose}
      keys={[
        { keys: 'v', label: t('queue.verify'), run: verify },
        { keys: 'd', label: t('queue.dispense'), run: dispense },
      ]}
      foot={
        <>
          <RefusalNote refusal={refusal} />
          {boxes.said && <p className="note ask">{boxes.said}</p>}
          <Button
            onClick={verify}
            disabled={toVerify.length === 0}
            loading={busy}
            rightSection={<span className="kbd">v</span>}
          >
            {t('queue.verifyCount', { count: toVerify.length })}
          </Button>
          <Button
            variant="default"
            onClick={dispense}
            disabled={form.lines.length === 0}
            rightSection={<span className="kbd">d</span>}
          >
            {t('queue.dispenseCount', { count: form.lines.length })}
          </Button>
        </>
      }
    >
      <div>
        {time.born(patient.birthDate)} <span className="dim">{groupNumber(patient.phn)}</span>
      </div>
      <AllergyLabel status={view.allergies} />
      <ul className="batches" data-first tabIndex={-1}>
        {orders.map((order) => (
          <PrescriptionOrder
            key={order.orderId}
            order={order}
            onWord={(outcome, note, then) =>
              save({ departmentId, patientId, orders: [wordOn(order, outcome, note)] }, then)
            }
          />
        ))}
      </ul>
      {children}
    </SidePanel>
  )
}
