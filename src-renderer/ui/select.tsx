import { useId } from 'react'
import { useText } from '../messages/index.ts'

interface Props<Value extends string> {
  label: string
  value: Value | ''
  options: readonly { value: Value; name: string }[]
  onChange: (value: Value | '') => void
}

/** One of many: the letters of its name choose it. */
export function Select<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const t = useText()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as Value)}
      >
        <option value="">{t('med.choose')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}
