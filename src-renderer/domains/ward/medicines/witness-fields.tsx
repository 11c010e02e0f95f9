import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { amountOf, type Unit } from '../../../../src-shared/kernel/amount.ts'
import { useText } from '../../../messages/index.ts'
import { type Inputs, type Refusal, refusalOf, useApiClient } from '../../../platform/api.ts'
import { TextField } from '../../../ui/fields.tsx'

export interface WitnessForm {
  /** The first nurse's own PIN. */
  own: string
  username: string
  pin: string
  /** What the second nurse calculated, in the unit of the order. */
  amount: string
}

export const witnessReady = ({ own, username, pin, amount }: WitnessForm) =>
  own !== '' && username.trim() !== '' && pin !== '' && amount.trim() !== ''

interface Props {
  value: WitnessForm
  unit: string
  onChange: (value: WitnessForm) => void
}

/** The second nurse calculates for herself: the field is empty, and the first one's figure is not what she copies. */
export function WitnessFields({ value, unit, onChange }: Props) {
  const t = useText()
  return (
    <fieldset className="witness">
      <legend>{t('med.second')}</legend>
      <TextField
        label={t('med.secondDose', { unit })}
        value={value.amount}
        inputMode="decimal"
        onChange={(amount) => onChange({ ...value, amount })}
      />
      <div className="two-fields">
        <TextField
          label={t('med.secondName')}
          value={value.username}
          onChange={(username) => onChange({ ...value, username })}
        />
        <TextField
          type="password"
          inputMode="numeric"
          label={t('med.secondPin')}
          value={value.pin}
          onChange={(pin) => onChange({ ...value, pin })}
        />
      </div>
      <TextField
        type="password"
        inputMode="numeric"
        label={t('med.ownPin')}
        value={value.own}
        onChange={(own) => onChange({ ...value, own })}
      />
    </fieldset>
  )
}

type Entry = Inputs['medicines']['recordAdministration']

/** Both prove to be there for this one entry, then it is saved. */
export function useWitnessed() {
  const client = useApiClient()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const run = async (plain: Entry, { own, username, pin, amount }: WitnessForm, unit: Unit, then: () => void) => {
    setBusy(true)
    setRefusal(null)
    try {
      // what is no amount is refused by the command, with words for it
      const entry = { ...plain, witnessDose: amountOf(amount, unit) ?? { nano: 0, unit } }
      const subject = { name: 'ward.recordWitnessedAdministration', version: 1, input: { ...entry } }
      const { proofId } = await client.session.prove.mutate({
        ...subject,
        secret: { pin: own },
        witness: { username, pin },
      })
      await client.medicines.recordWitnessedAdministration.mutate({ entry, proofId })
      await queries.invalidateQueries()
      then()
    } catch (error) {
      setRefusal(refusalOf(error))
    }
    setBusy(false)
  }
  return {
    save: (...args: Parameters<typeof run>) => void run(...args),
    busy,
    refusal,
  }
}
