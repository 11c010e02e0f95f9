import type { Meta } from '../sqlite/meta.ts'

/** Server clock minus this workstation's, ms. Kept over restarts: a wrong clock is wrong offline too. */
export interface ClockOffset {
  /** Null before it was ever measured. */
  get(): number | null
  set(ms: number): void
}

/** Not every measurement is worth a write: the network's own delay moves it by less. */
const WORTH_MS = 1000

export function clockOffsetOf(meta: Meta): ClockOffset {
  const kept = meta.get('clockOffset')
  let current = kept === null ? null : Number(kept)
  return {
    get: () => current,
    set(ms) {
      if (current !== null && Math.abs(ms - current) < WORTH_MS) return
      current = ms
      meta.set('clockOffset', String(ms))
    },
  }
}
