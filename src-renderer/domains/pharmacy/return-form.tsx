import { Button } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { Choice, TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { readCount } from './read-entry.ts'

interface Props {
  lineId: string
  /** How much is still out. */
  left: number
  unit: string
  onDone: () => void
}

/** Something that was dispensed is back: on the shelf, or thrown away. */
export function ReturnForm({ lineId, left, unit, onDone }: Props) {
  const t = useText()
  const [form, setForm] = useState({ quantity: String(left), restocked: true, reason: '' })
  const { save, busy, refusal } = useSave(useApi().pharmacy.stock.giveBack.mutationOptions())
  const { restocked, reason } = form
  const quantity = readCount(form.quantity)
  const ready = quantity !== null && reason.trim().length >= 3
  return (
    <form
      className="witness"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) save({ lineId, quantity, restocked, reason }, onDone)
      }}
    >
      <div className="two-fields">
        <TextField
          label={t('counter.quantity', { unit })}
          value={form.quantity}
          inputMode="numeric"
          autoFocus
          onChange={(next) => setForm({ ...form, quantity: next })}
        />
        <Choice
          label={t('counter.backWhere')}
          value={restocked}
          options={[
            { value: true, name: t('counter.backShelf') },
            { value: false, name: t('counter.backWaste') },
          ]}
          onChange={(next) => setForm({ ...form, restocked: next })}
        />
      </div>
      <TextField
        label={t('counter.backWhy')}
        value={reason}
        maxLength={200}
        onChange={(next) => setForm({ ...form, reason: next })}
      />
      <RefusalNote refusal={refusal} />
      <div className="row">
        <Button type="submit" disabled={!ready} loading={busy}>
          {t('counter.cameBack')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}
