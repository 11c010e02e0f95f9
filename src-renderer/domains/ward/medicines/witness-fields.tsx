import { amountOf, type Unit } from '../../../../src-shared/kernel/amount.ts'
import { useText } from '../../../messages/index.ts'
import { type Inputs, useApiClient } from '../../../platform/api.ts'
import { useProven } from '../../../platform/proven.ts'
import { TextField } from '../../../ui/fields.tsx'
import { bothThere, SecondPerson, type TwoPeople } from '../../../ui/second-person.tsx'

export interface WitnessForm extends TwoPeople {
  /** What the second nurse calculated, in the unit of the order. */
  amount: string
}

export const witnessReady = (form: WitnessForm) => bothThere(form) && form.amount.trim() !== ''

interface Props {
  value: WitnessForm
  unit: string
  /** Left out: a dose. */
  label?: string
  onChange: (value: WitnessForm) => void
}

/** The second nurse calculates for herself: the field is empty, and the first one's figure is not what she copies. */
export function WitnessFields({ value, unit, label, onChange }: Props) {
  const t = useText()
  return (
    <fieldset className="witness">
      <legend>{t('med.second')}</legend>
      <TextField
        label={label ?? t('med.secondDose', { unit })}
        value={value.amount}
        inputMode="decimal"
        onChange={(amount) => onChange({ ...value, amount })}
      />
      <SecondPerson value={value} onChange={(change) => onChange({ ...value, ...change })} />
    </fieldset>
  )
}

type Plain = Inputs['medicines']['recordAdministration']
type Entry = Inputs['medicines']['recordWitnessedAdministration']['entry']

/** Both prove to be there for this one entry, then it is saved. */
export function useWitnessed() {
  const client = useApiClient()
  const proven = useProven<Entry>('ward.recordWitnessedAdministration', (input) =>
    client.medicines.recordWitnessedAdministration.mutate(input),
  )
  return {
    ...proven,
    save(plain: Plain, { own, username, pin, amount }: WitnessForm, unit: Unit, then: () => void) {
      // what is no amount is refused by the command, with words for it
      const entry = { ...plain, witnessDose: amountOf(amount, unit) ?? { nano: 0, unit } }
      proven.save(entry, { secret: { pin: own }, witness: { username, pin } }, then)
    },
  }
}
