import { Button } from '@mantine/core'
import { useState } from 'react'
import { adjustCauses } from '../../../src-shared/domains/pharmacy/commands/adjust-stock.ts'
import { useText } from '../../messages/index.ts'
import { type Inputs, useApiClient } from '../../platform/api.ts'
import { useProven } from '../../platform/proven.ts'
import { TextField } from '../../ui/fields.tsx'
import { bothThere, NOBODY, SecondPerson, type TwoPeople } from '../../ui/second-person.tsx'
import { Select } from '../../ui/select.tsx'
import { RefusalNote } from '../../ui/states.tsx'

type Entry = Inputs['pharmacy']['stock']['adjust']['entry']
const EMPTY = { quantity: '', cause: '' as Entry['cause'] | '', reason: '' }

/** `-3`, `+5`, `5`; null: no whole number but nought. */
const readChange = (text: string): number | null => {
  const typed = text.trim().replace('−', '-')
  return /^[+-]?\d{1,9}$/.test(typed) && Number(typed) !== 0 ? Number(typed) : null
}

/** Brings the ledger to what is on the shelf; a second person has seen it. */
export function AdjustForm({ stockId, unit, onDone }: { stockId: string; unit: string; onDone: () => void }) {
  const t = useText()
  const client = useApiClient()
  const [form, setForm] = useState(EMPTY)
  const [people, setPeople] = useState<TwoPeople>(NOBODY)
  const { save, busy, refusal } = useProven<Entry>('pharmacy.adjustStock', (input) =>
    client.pharmacy.stock.adjust.mutate(input),
  )
  const quantity = readChange(form.quantity)
  const { cause, reason } = form
  const ready = quantity !== null && cause !== '' && reason.trim().length >= 3 && bothThere(people)
  return (
    <form
      className="witness"
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        const { own, username, pin } = people
        save({ stockId, quantity, cause, reason }, { secret: { pin: own }, witness: { username, pin } }, onDone)
      }}
    >
      <div className="two-fields">
        <TextField
          label={t('stock.adjustBy', { unit })}
          value={form.quantity}
          hint={t('stock.adjustHint')}
          onChange={(next) => setForm({ ...form, quantity: next })}
        />
        <Select
          label={t('stock.adjustCause')}
          value={cause}
          options={adjustCauses.map((value) => ({ value, name: t(`stock.cause.${value}`) }))}
          onChange={(next) => setForm({ ...form, cause: next })}
        />
      </div>
      <TextField
        label={t('stock.adjustWhy')}
        value={reason}
        maxLength={180}
        onChange={(next) => setForm({ ...form, reason: next })}
      />
      <SecondPerson value={people} onChange={(change) => setPeople({ ...people, ...change })} />
      <RefusalNote refusal={refusal} />
      <div className="row">
        <Button type="submit" disabled={!ready} loading={busy}>
          {t('stock.adjustDo')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}
