import { useState } from 'react'
import { useText } from '../messages/index.ts'
import { Overlay } from './overlay.tsx'
import { usePaletteItems } from './use-palette-items.ts'

/** One field for everything: patients, beds, commands. Arrows choose, Enter goes. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useText()
  const [text, setText] = useState('')
  const [index, setIndex] = useState(0)
  const items = usePaletteItems(text.trim())
  const chosen = Math.min(index, items.length - 1)
  const run = (at: number) => {
    const item = items[at]
    if (!item) return
    onClose()
    item.run()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step && event.key !== 'Enter') return
    event.preventDefault()
    if (step) setIndex(Math.max(0, Math.min(items.length - 1, chosen + step)))
    else run(chosen)
  }
  return (
    <Overlay label={t('nav.search')} className="palette" onClose={onClose}>
      <input
        className="input"
        role="combobox"
        aria-expanded
        aria-controls="palette-items"
        aria-activedescendant={items.length ? `palette-${chosen}` : undefined}
        aria-label={t('nav.search')}
        placeholder={t('nav.searchHint')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setIndex(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-items" role="listbox" aria-label={t('nav.search')} style={{ padding: '4px 0 8px' }}>
        {items.map((item, at) => (
          <div key={item.id} role="presentation">
            {item.group !== items[at - 1]?.group && <div className="palette-group">{item.group}</div>}
            <button
              type="button"
              role="option"
              id={`palette-${at}`}
              aria-selected={at === chosen}
              tabIndex={-1}
              className="palette-item"
              onClick={() => run(at)}
            >
              <span>{item.name}</span>
              <span className="dim">{item.detail}</span>
            </button>
          </div>
        ))}
      </div>
      {items.length === 0 && <div className="palette-group">{t('nav.searchStart')}</div>}
    </Overlay>
  )
}
