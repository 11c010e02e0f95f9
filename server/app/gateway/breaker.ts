const FAILURES = 5
const OPEN_MS = 1_000

/** Keeps requests from an instance that does not answer; after a second one of them tries whether it does again. */
export class Breaker {
  readonly #now: () => number
  readonly #failing = new Map<string, { failures: number; until: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** Whether a request may go there; it is the one that tries, where the time for it has come. */
  admits(id: string): boolean {
    const state = this.#failing.get(id)
    if (!state || state.failures < FAILURES) return true
    if (state.until > this.#now()) return false
    state.until = this.#now() + OPEN_MS
    return true
  }

  isOpen = (id: string): boolean => (this.#failing.get(id)?.failures ?? 0) >= FAILURES

  worked(id: string): void {
    this.#failing.delete(id)
  }

  /** @param isCertain nobody listens there: one such failure is enough */
  failed(id: string, isCertain: boolean): void {
    const failures = isCertain ? FAILURES : (this.#failing.get(id)?.failures ?? 0) + 1
    this.#failing.set(id, { failures, until: this.#now() + OPEN_MS })
  }
}
