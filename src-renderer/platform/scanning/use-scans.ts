import { useEffect, useRef } from 'react'
import { parseScan, type Scan, type ScanKind } from '../../../src-shared/kernel/scan.ts'
import { listenToScanner } from './listen.ts'

export interface ScanHandler {
  /** What this screen knows to do something with; others are offered to what is behind it. */
  accepts: readonly ScanKind[] | 'any'
  run(scan: Scan): void
  /** A scanner has begun, whatever it may say. */
  onBegin?(): void
}

const handlers: { readonly current: ScanHandler }[] = []
let stop: (() => void) | null = null

const hears = { onBegin: () => handlers.at(-1)?.current.onBegin?.(), onScan: (text: string) => offer(parseScan(text)) }

/** The newest that accepts it: a form is asked before its screen, a screen before the shell. */
function offer(scan: Scan): void {
  const takes = ({ accepts }: ScanHandler) => accepts === 'any' || accepts.includes(scan.kind)
  handlers.findLast(({ current }) => takes(current))?.current.run(scan)
}

/** Takes scans while the component is shown, wherever the keyboard is. */
export function useScans(handler: ScanHandler): void {
  const latest = useRef(handler)
  latest.current = handler
  useEffect(() => {
    handlers.push(latest)
    stop ??= listenToScanner(window, hears)
    return () => {
      handlers.splice(handlers.indexOf(latest), 1)
      if (handlers.length > 0) return
      stop?.()
      stop = null
    }
  }, [])
}
