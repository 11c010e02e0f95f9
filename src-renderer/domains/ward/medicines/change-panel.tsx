import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { OrderView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useDraft } from '../../../platform/drafts.ts'
import { TextField } from '../../../ui/fields.tsx'
import { SidePanel } from '../../../ui/panel.tsx'
import { Select } from '../../../ui/select.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { Findings } from './findings.tsx'
import { MedicineName } from './medicine-name.tsx'
import { OrderFields } from './order-fields.tsx'
import { type ChangeReason, formOf, type Hit, type PrescribeForm } from './prescribe-form.ts'
import { useChecked } from './use-checked.ts'

interface Props {
  order: OrderView
  admissionId: string
  onDone: () => void
}

const REASONS = [
  ...['notEffective', 'sideEffect', 'organFunction', 'interaction', 'improved', 'correction', 'other'],
] as const satisfies readonly ChangeReason[]

/** Makes a new version of an order: it begins as the order is, and is checked anew. */
export function ChangePanel({ order, admissionId, onDone }: Props) {
  const t = useText()
  const api = useApi()
  const { genericId, name } = order.medicine
  const hit = useQuery(api.pharmacy.medicine.queryOptions({ genericId }))
  if (hit.data) return <Changing order={order} admissionId={admissionId} onDone={onDone} hit={hit.data} />
  return (
    <SidePanel title={t('med.change')} onClose={onDone}>
      {hit.data === null && <p className="note ask">{t('med.changeGone', { name })}</p>}
    </SidePanel>
  )
}

function Changing({ order: old, admissionId, onDone, hit }: Props & { hit: Hit }) {
  const t = useText()
  const api = useApi()
  const { orderId } = old
  const start = formOf(old, hit)
  const { value, set: setForm, discard } = useDraft<PrescribeForm>(`change:${orderId}`, start)
  // a draft of an earlier version lacks what was added since
  const form = { ...start, ...value }
  const { save, busy, refusal } = useSave(api.medicines.changeOrder.mutationOptions())
  const set = (change: Partial<PrescribeForm>) => setForm({ ...form, ...change })
  const { findings, checkedBy, order } = useChecked(form, admissionId, orderId)
  const why = { reasons: {}, change: '', changeNote: '', hit: null }
  const same = JSON.stringify({ ...form, ...why }) === JSON.stringify({ ...start, ...why })
  const { change } = form
  const changeNote = form.changeNote.trim() || null
  const said = change !== '' && (change !== 'other' || changeNote !== null)
  const ready = order && !same && said ? { ...order, change, changeNote } : null
  const submit = () =>
    ready &&
    save({ ...ready, orderId }, () => {
      discard()
      onDone()
    })
  return (
    <SidePanel
      title={t('med.change')}
      onClose={onDone}
      keys={[{ keys: 'Ctrl+Enter', label: t('key.save'), run: submit }]}
      foot={
        <>
          <RefusalNote refusal={refusal} />
          <Button onClick={submit} disabled={!ready} loading={busy} rightSection={<span className="kbd">Ctrl ↵</span>}>
            {t('med.changeDo')}
          </Button>
        </>
      }
    >
      <MedicineName medicine={old.medicine} product={null} />
      <OrderFields form={form} hit={hit} set={set} />
      <Select
        label={t('med.changeWhy')}
        value={change}
        options={REASONS.map((value) => ({ value, name: t(`med.changed.${value}`) }))}
        onChange={(reason) => set({ change: reason })}
      />
      <TextField
        label={t(change === 'other' ? 'med.changeNoteNeeded' : 'med.changeNote')}
        value={form.changeNote}
        maxLength={200}
        onChange={(note) => set({ changeNote: note })}
      />
      <Findings
        findings={findings}
        checkedBy={checkedBy}
        reasons={form.reasons}
        onReason={(key, reason) => set({ reasons: { ...form.reasons, [key]: reason } })}
      />
    </SidePanel>
  )
}
