import { type ComponentProps, type ReactNode, useId, useRef } from 'react'

interface FieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: ReactNode
  wrong?: string | null | undefined
}

/** One line of text with its label, its hint and, when it is wrong, why. */
export function TextField({ label, value, onChange, hint, wrong, ...rest }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-invalid={Boolean(wrong)}
        aria-describedby={hint || wrong ? `${id}-says` : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      {(hint || wrong) && (
        <span id={`${id}-says`} className={wrong ? 'wrong-text' : 'hint'} role={wrong ? 'alert' : undefined}>
          {wrong || hint}
        </span>
      )}
    </div>
  )
}

interface ChoiceProps<Value> {
  label: string
  value: Value | null
  options: readonly { value: Value; name: string; disabled?: boolean }[]
  onChange: (value: Value) => void
  hint?: ReactNode
  hideLabel?: boolean
}

/** A few alternatives side by side; arrow keys move between them, as in every group of radio buttons. */
export function Choice<Value extends string | number | boolean>(props: ChoiceProps<Value>) {
  const { label, value, options, onChange, hint, hideLabel } = props
  const id = useId()
  const group = useRef<HTMLDivElement>(null)
  const move = (event: React.KeyboardEvent, index: number) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const next = (index + step + options.length) % options.length
    const option = options[next]
    if (option && !option.disabled) onChange(option.value)
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[next]?.focus()
  }
  const chosen = options.findIndex((option) => option.value === value)
  return (
    <div className="field">
      <span className={hideLabel ? 'visually-hidden' : 'label'} id={id}>
        {label}
      </span>
      <div className="choices" role="radiogroup" aria-labelledby={id} ref={group}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a button keeps its size, its words and its key in one target
          <button
            key={String(option.value)}
            type="button"
            role="radio"
            aria-checked={option.value === value}
            tabIndex={index === Math.max(0, chosen) ? 0 : -1}
            className="choice"
            disabled={option.disabled}
            onClick={() => onChange(option.value)}
            onKeyDown={(event) => move(event, index)}
          >
            {option.name}
          </button>
        ))}
      </div>
      {hint && <span className="hint">{hint}</span>}
    </div>
  )
}
