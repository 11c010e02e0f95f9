import type { Meta } from '../sqlite/meta.ts'

/** A PIN has few digits: after this many wrong ones only the password helps, also after a restart. *Local*. */
const ALLOWED = 5

/** Wrong PINs of a person since the last right one, kept in the cache. */
export class PinTries {
  readonly #meta: Meta
  constructor(meta: Meta) {
    this.#meta = meta
  }

  /** Counts a try before it is checked, so that neither a crash nor a second window makes one free. False: none is left. */
  take(userId: string): boolean {
    const used = Number(this.#meta.get(key(userId)) ?? 0)
    if (used >= ALLOWED) return false
    this.#meta.set(key(userId), String(used + 1))
    return true
  }

  forgive(userId: string): void {
    this.#meta.set(key(userId), '0')
  }
}

const key = (userId: string) => `pin.tries:${userId}`
