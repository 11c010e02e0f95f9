import { createHash } from 'node:crypto'

/** What happened, in order; its hash is the same whenever the same history is played again. */
export class Trace {
  readonly #hash = createHash('sha256')
  readonly #lines: string[] | null
  #length = 0

  /** @param keep whether the lines themselves are wanted, to be read by a person */
  constructor(keep: boolean) {
    this.#lines = keep ? [] : null
  }

  add = (at: number, what: string): void => {
    const line = `${at} ${what}\n`
    this.#length += 1
    this.#hash.update(line)
    this.#lines?.push(line)
  }

  get lines(): readonly string[] {
    return this.#lines ?? []
  }

  /** The trace ends with it. */
  digest(): string {
    return `${this.#length}-${this.#hash.digest('hex').slice(0, 16)}`
  }
}
