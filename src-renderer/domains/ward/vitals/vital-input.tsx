import { useId } from 'react'
import { type MessageKey, type Text, useText } from '../../../messages/index.ts'
import { type FieldFinding, LABEL, type NumberField, UNIT } from './vital-fields.ts'

interface Props {
  field: NumberField
  text: string
  last: number | null
  points: number | null
  finding: FieldFinding
  confirmed: boolean
  onType: (text: string) => void
  onEnter: () => void
  onConfirm: () => void
}

function says(t: Text, field: NumberField, finding: NonNullable<FieldFinding>): string {
  if (finding.kind === 'notNumber') return t('vitals.notNumber')
  if (finding.kind === 'diastolicNotBelowSystolic') return t('vitals.diastolicAbove')
  if (finding.kind === 'flowOnAir') return t('vitals.flow')
  const { value, low: min, high: max } = finding
  return t(`vitals.${finding.kind}`, { name: t(LABEL[field]), value, unit: UNIT[field], min, max })
}

export const blocks = (finding: FieldFinding): boolean =>
  finding?.kind === 'impossible' || finding?.kind === 'notNumber'

/** One measurement: its unit inside, its points beside it, and below what is wrong or strange, in words. */
export function VitalInput(props: Props) {
  const { field, text, last, points, finding, confirmed } = props
  const t = useText()
  const id = useId()
  const asks = finding !== null && !blocks(finding) && !confirmed
  return (
    <div className="vital">
      <label htmlFor={id}>
        {t(LABEL[field])}
        {last !== null && <span className="last">{t('vitals.last', { value: last })}</span>}
      </label>
      <span className="with-unit">
        <input
          id={id}
          className="input"
          data-vital={field}
          data-first={field === 'respirationRate' || undefined}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          aria-invalid={blocks(finding)}
          aria-describedby={finding ? `${id}-says` : undefined}
          onChange={(event) => props.onType(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return
            event.preventDefault()
            props.onEnter()
          }}
        />
        <span className="unit" aria-hidden>
          {UNIT[field]}
        </span>
      </span>
      <Points points={points} />
      {finding && (blocks(finding) || asks) && (
        <div className="vital-says" id={`${id}-says`} role="alert">
          <div className={`note ${blocks(finding) ? 'wrong' : 'ask'}`}>
            <div>
              <p>{says(t, field, finding)}</p>
              {asks && (
                <button type="button" className="link" onClick={props.onConfirm}>
                  {t('vitals.yes')}
                </button>
              )}
            </div>
          </div>
        </div>
      )}
    </div>
  )
}

export function Points({ points }: { points: number | null }) {
  const t = useText()
  if (points === null) return <span />
  return (
    <span className={`points points-${points}`}>
      <span aria-hidden>{points}</span>
      <span className="visually-hidden">{t('news2.points', { count: points })}</span>
    </span>
  )
}

interface LetterProps {
  field: 'onOxygen' | 'consciousness'
  value: string
  options: readonly { letter: string; name: MessageKey; short?: string }[]
  points: number | null
  onType: (letter: string) => void
  onEnter: () => void
}

/** A choice by its letter: one key chooses and goes on. */
export function LetterInput({ field, value, options, points, onType, onEnter }: LetterProps) {
  const t = useText()
  const id = useId()
  const chosen = options.find((option) => option.letter === value)
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.altKey) return
    const typed = /^Key([A-Z])$/.exec(event.nativeEvent.code)?.[1]?.toLowerCase()
    const letter = options.find((option) => option.letter.toLowerCase() === typed)
    if (!letter && event.key !== 'Enter') return moveChoice(event)
    event.preventDefault()
    event.stopPropagation()
    if (letter) onType(letter.letter)
    else onEnter()
  }
  return (
    <div className="vital vital-wide">
      <span className="vital-label" id={id}>
        {t(LABEL[field])}
        {chosen?.short && <span className="last">{t(chosen.name)}</span>}
      </span>
      <div className="choices" role="radiogroup" aria-labelledby={id} onKeyDown={onKeyDown}>
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a button keeps its size, its letter and its words in one target
          <button
            key={option.letter}
            type="button"
            role="radio"
            className="choice"
            data-vital={index === 0 ? field : undefined}
            aria-checked={value === option.letter}
            tabIndex={chosen ? (chosen === option ? 0 : -1) : index === 0 ? 0 : -1}
            title={t(option.name)}
            aria-label={t(option.name)}
            onClick={() => onType(option.letter)}
          >
            {option.short ?? t(option.name)}
          </button>
        ))}
      </div>
      <Points points={points} />
    </div>
  )
}

function moveChoice(event: React.KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')]
  radios[(radios.indexOf(event.target as HTMLElement) + step + radios.length) % radios.length]?.focus()
}
