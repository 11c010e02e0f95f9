import { useEffect, useRef, useState } from 'react'
import { PasswordAgain } from '../domains/identity/index.ts'
import { useText } from '../messages/index.ts'
import type { Outputs } from '../platform/api.ts'
import { leaveBed } from '../platform/bedside.ts'
import { useKeys } from '../platform/keys.ts'
import { useRoute } from '../platform/navigation.ts'
import { declinePassword, forgetDeclined, usePasswordNeeded } from '../platform/password-needed.ts'
import { HelpOverlay } from './help-overlay.tsx'
import { Overlay } from './overlay.tsx'
import { Palette } from './palette.tsx'
import { PanelBeside } from './panels.tsx'
import { Rail } from './rail.tsx'
import { Screen } from './screens.tsx'
import { StatusStrip } from './status-strip.tsx'
import { TopLine } from './top-line.tsx'
import { useLock } from './use-lock.ts'
import { useScan } from './use-scan.ts'
import './shell.css'

export type User = NonNullable<Outputs['session']['current']>

export function Shell({ user }: { user: User }) {
  const t = useText()
  const route = useRoute()
  const main = useRef<HTMLElement>(null)
  const [overlay, setOverlay] = useState<'search' | 'help' | null>(null)
  const lock = useLock()
  const said = useScan()
  const close = () => setOverlay(null)
  useKeys('global', [
    { keys: '/', label: t('key.search'), run: () => setOverlay('search') },
    { keys: '?', label: t('key.help'), run: () => setOverlay('help') },
    { keys: 'Ctrl+l', label: t('key.lock'), run: lock },
  ])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the person, not what is in it
  useEffect(() => leaveBed, [user.userId])
  useFocusOnNewScreen(`${route.screen}/${route.id}`, main)
  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {t('app.skip')}
      </button>
      <Rail user={user} screen={route.screen} />
      <TopLine
        user={user}
        route={route}
        onSearch={() => setOverlay('search')}
        onHelp={() => setOverlay('help')}
        onLock={lock}
      />
      <div className="main">
        <main className="screen" ref={main} tabIndex={-1}>
          <Screen route={route} />
        </main>
        <PanelBeside panel={route.panel} />
      </div>
      <StatusStrip />
      {said && (
        <div className="said" role="status">
          {said}
        </div>
      )}
      {overlay === 'search' && <Palette onClose={close} />}
      {overlay === 'help' && <HelpOverlay onClose={close} />}
      <PasswordAsked user={user} />
    </div>
  )
}

/** What the server tells only to a person waits behind it. */
function PasswordAsked({ user }: { user: User }) {
  const t = useText()
  const needed = usePasswordNeeded()
  // whoever sits here next is asked for herself
  useEffect(() => forgetDeclined, [])
  if (!needed) return null
  return (
    <Overlay label={t('session.passwordTitle')} className="help" onClose={declinePassword}>
      <PasswordAgain user={user} />
    </Overlay>
  )
}

/** A new screen has the focus, unless something on it already took it. */
function useFocusOnNewScreen(screen: string, main: React.RefObject<HTMLElement | null>): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the screen moves the focus
  useEffect(() => {
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) main.current?.focus()
    }, 250)
    return () => clearTimeout(timer)
  }, [screen])
}
