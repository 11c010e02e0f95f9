import { ProblemError } from '../../../src-shared/kernel/errors.ts'

/** How many requests of each asker are being answered, and no more than `most` of one. */
export class Crowd {
  readonly #inside = new Map<string, number>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** @throws ProblemError TOO_MANY_REQUESTS */
  async admit<T>(who: string, work: () => Promise<T>): Promise<T> {
    const inside = this.#inside.get(who) ?? 0
    if (inside >= this.#most) throw new ProblemError('TOO_MANY_REQUESTS')
    this.#inside.set(who, inside + 1)
    try {
      return await work()
    } finally {
      this.#leave(who)
    }
  }

  #leave(who: string): void {
    const left = (this.#inside.get(who) ?? 1) - 1
    if (left > 0) this.#inside.set(who, left)
    else this.#inside.delete(who)
  }
}
