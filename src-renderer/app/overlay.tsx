import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../messages/index.ts'
import { type KeyBinding, useKeys } from '../platform/keys.ts'

interface Props {
  label: string
  className: string
  onClose: () => void
  keys?: readonly KeyBinding[]
  children: ReactNode
}

/** Over everything until Escape; the focus stays inside and returns to where it was. */
export function Overlay({ label, className, onClose, keys = [], children }: Props) {
  const t = useText()
  const dialog = useRef<HTMLDialogElement>(null)
  useKeys('overlay', [...keys, { keys: 'Escape', label: t('key.back'), run: onClose }])
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    const focus = dialog.current?.querySelector<HTMLElement>('input, button')
    ;(focus ?? dialog.current)?.focus()
    return () => before?.focus()
  }, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Escape does the same
    <div className="overlay" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <dialog
        open
        className={className}
        aria-modal="true"
        aria-label={label}
        ref={dialog}
        tabIndex={-1}
        style={{
          position: 'static',
          border: 0,
          padding: className === 'palette' ? 0 : undefined,
          color: 'inherit',
          margin: 0,
        }}
      >
        {children}
      </dialog>
    </div>
  )
}
