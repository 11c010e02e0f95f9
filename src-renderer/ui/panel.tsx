import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from '../messages/index.ts'
import { type KeyBinding, useKeys } from '../platform/keys.ts'
import { closePanel } from '../platform/navigation.ts'

interface Props {
  title: string
  children: ReactNode
  foot?: ReactNode
  keys?: readonly KeyBinding[]
  onClose?: () => void
}

/** Detail beside the list. Takes the focus when it opens, gives it back when it closes; Escape closes it. */
export function SidePanel({ title, children, foot, keys = [], onClose = closePanel }: Props) {
  const t = useText()
  const heading = useId()
  const panel = useRef<HTMLElement>(null)
  useKeys('panel', [...keys, { keys: 'Escape', label: t('key.back'), run: onClose }])
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    const body = panel.current
    const first =
      body?.querySelector<HTMLElement>('[data-first]') ?? body?.querySelector<HTMLElement>('.panel-body input')
    if (!body?.contains(before)) (first ?? body?.querySelector<HTMLElement>('button'))?.focus()
    // the panel that follows this one in the same moment has the keyboard already
    const taken = () => document.activeElement?.closest('.panel') != null
    return () => queueMicrotask(() => before?.isConnected && !taken() && before.focus())
  }, [])
  return (
    <aside className="panel no-print" aria-labelledby={heading} ref={panel}>
      <header>
        <h2 id={heading}>{title}</h2>
        <ActionIcon variant="subtle" color="gray" size={32} onClick={onClose} aria-label={t('app.close')}>
          <IconX size={18} />
        </ActionIcon>
      </header>
      <div className="panel-body">{children}</div>
      {foot && <div className="panel-foot">{foot}</div>}
    </aside>
  )
}
