import { ProblemError } from '../../../src-shared/kernel/errors.ts'

/** A workstation that was away asks for much at once; nobody does for seconds. */
const BURST_SECONDS = 4
const MOST_CALLERS = 20_000

/** So many requests a second of one caller, on the average. */
export class RateLimit {
  readonly #now: () => number
  readonly #perSecond: number
  readonly #callers = new Map<string, { left: number; at: number }>()

  constructor(perSecond: number, now: () => number) {
    this.#perSecond = perSecond
    this.#now = now
  }

  /** @throws ProblemError TOO_MANY_REQUESTS */
  take(caller: string): void {
    const [now, most] = [this.#now(), this.#perSecond * BURST_SECONDS]
    const before = this.#callers.get(caller) ?? { left: most, at: now }
    const left = Math.min(most, before.left + ((now - before.at) / 1_000) * this.#perSecond)
    // whoever was forgotten has its whole burst again: better than a list without an end
    if (this.#callers.size >= MOST_CALLERS && !this.#callers.has(caller)) this.#callers.clear()
    this.#callers.set(caller, { left: Math.max(0, left - 1), at: now })
    if (left < 1) throw new ProblemError('TOO_MANY_REQUESTS')
  }
}
