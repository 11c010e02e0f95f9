import type { Meta } from '../sqlite/meta.ts'

const HOUR_MS = 3_600_000

/** Since when each person's password is good at this workstation; kept in the cache, so that a restart asks nobody again. */
export class Shifts {
  readonly #meta: Meta
  readonly #now: () => number
  /** `now`: epoch ms that cannot be turned back. */
  constructor(meta: Meta, now: () => number) {
    this.#meta = meta
    this.#now = now
  }

  begin(userId: string): void {
    this.#meta.set(key(userId), String(this.#now()))
  }

  end(userId: string): void {
    if (this.#meta.get(key(userId))) this.#meta.set(key(userId), '')
  }

  runs(userId: string, hours: number): boolean {
    const since = Number(this.#meta.get(key(userId)) || Number.NaN)
    const passed = this.#now() - since
    // before its beginning: the clock was ahead then, and nobody knows for how long it has been running
    return passed >= 0 && passed < hours * HOUR_MS
  }
}

const key = (userId: string) => `shift:${userId}`
