import { useText } from '../messages/index.ts'
import { TextField } from './fields.tsx'

export interface TwoPeople {
  /** The first person's own PIN. */
  own: string
  username: string
  pin: string
}
export const NOBODY: TwoPeople = { own: '', username: '', pin: '' }

export const bothThere = ({ own, username, pin }: TwoPeople) => own !== '' && username.trim() !== '' && pin !== ''

interface Props {
  value: TwoPeople
  onChange: (change: Partial<TwoPeople>) => void
}

/** Who else is here, and both PINs. */
export function SecondPerson({ value, onChange }: Props) {
  const t = useText()
  const secret = { type: 'password', inputMode: 'numeric' } as const
  return (
    <>
      <div className="two-fields">
        <TextField label={t('med.secondName')} value={value.username} onChange={(username) => onChange({ username })} />
        <TextField {...secret} label={t('med.secondPin')} value={value.pin} onChange={(pin) => onChange({ pin })} />
      </div>
      <TextField {...secret} label={t('med.ownPin')} value={value.own} onChange={(own) => onChange({ own })} />
    </>
  )
}
