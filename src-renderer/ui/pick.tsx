import { type ReactNode, useId, useState } from 'react'
import { TextField } from './fields.tsx'

interface Props<Item> {
  label: string
  hint: string
  /** Said in place of the hint where something is typed and nothing begins so. */
  none: string
  /** A hook: those that what is typed stands for. */
  useFound: (text: string) => readonly Item[]
  keyOf: (item: Item) => string
  show: (item: Item) => ReactNode
  onPick: (item: Item) => void
}

/** One of many: letters, arrows, Enter. The field is empty again afterwards. */
export function Pick<Item>({ label, hint, none, useFound, keyOf, show, onPick }: Props<Item>) {
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = useFound(text)
  const hits = text.trim() === '' ? [] : found
  const pick = (item: Item) => {
    setText('')
    setAt(0)
    onPick(item)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const hit = hits[at]
    if (step) setAt(Math.max(0, Math.min(hits.length - 1, at + step)))
    else if (event.key === 'Enter' && hit) pick(hit)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="pick">
      <TextField
        data-first
        label={label}
        value={text}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-hits`}
        aria-activedescendant={hits[at] ? `${id}-${at}` : undefined}
        onKeyDown={onKeyDown}
        onChange={(next) => {
          setText(next)
          setAt(0)
        }}
        hint={text.trim() !== '' && hits.length === 0 ? none : hint}
      />
      {hits.length > 0 && (
        <div id={`${id}-hits`} role="listbox" aria-label={label} className="pick-hits">
          {hits.map((hit, index) => (
            <div
              key={keyOf(hit)}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onClick={() => pick(hit)}
              onKeyDown={onKeyDown}
            >
              {show(hit)}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
