import { useState } from 'react'
import { useText } from '../messages/index.ts'
import { activeBindings } from '../platform/keys.ts'
import { Overlay } from './overlay.tsx'

const SHOWN: Readonly<Record<string, string>> = { ArrowLeft: '← ↑ ↓ →', Escape: 'Esc', '0': '0–9', Enter: '↵' }
const shown = (keys: string) => SHOWN[keys] ?? keys.replace('Ctrl+', 'Ctrl ').replace('Alt+', 'Alt ')

/** The keys that work on the screen behind it. */
export function HelpOverlay({ onClose }: { onClose: () => void }) {
  const t = useText()
  // Read before this overlay hides them.
  const [bindings] = useState(() => activeBindings())
  return (
    <Overlay label={t('app.help')} className="help" onClose={onClose}>
      <h2>{t('app.help')}</h2>
      <dl>
        {bindings.map(({ keys, label }) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>
              <span className="kbd">{shown(keys)}</span>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <span className="dim">{t('app.helpHint')}</span>
    </Overlay>
  )
}
