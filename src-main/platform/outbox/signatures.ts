import type { CryptoPort, Ports } from '../ports.ts'

/** So many are kept in memory; the rest is signed when it goes out. */
const KEPT = 20_000
/** So many are on their way at once: handing one over takes a tenth of a save. */
const AT_ONCE = 32

/**
 * Signatures of saved commands, made beside the work and after it: a save waits neither for its own, which costs as much
 * as its rule, nor for its being handed to another thread. What is not ready when it is asked for, after a restart for
 * one, is made then.
 */
export class Signatures {
  readonly #crypto: Pick<CryptoPort, 'sign' | 'signSoon'>
  readonly #privateKey: () => string
  readonly #scheduler: Ports['scheduler']
  /** Null: not made yet. Taken meanwhile, it is let go when it comes. */
  readonly #ready = new Map<string, string | null>()
  /** Of what was saved and is not on its way yet; more is added while they are made. */
  #asked: string[] = []
  #working = false

  /** @param privateKey @throws ProblemError NOT_ENROLLED */
  constructor(crypto: Pick<CryptoPort, 'sign' | 'signSoon'>, scheduler: Ports['scheduler'], privateKey: () => string) {
    this.#crypto = crypto
    this.#scheduler = scheduler
    this.#privateKey = privateKey
  }

  prepare(hash: string): void {
    if (this.#ready.size >= KEPT) return
    this.#ready.set(hash, null)
    this.#asked.push(hash)
    if (this.#working) return
    this.#working = true
    this.#scheduler.after(0, () => void this.#make())
  }

  async #make(): Promise<void> {
    for (let next = this.#next(); next.length > 0; next = this.#next()) await Promise.all(next.map(this.#sign))
    this.#working = false
  }

  /** Without those that were needed before their turn came. */
  #next(): string[] {
    const next: string[] = []
    let seen = 0
    for (const hash of this.#asked) {
      if (next.length === AT_ONCE) break
      seen += 1
      if (this.#ready.has(hash)) next.push(hash)
    }
    this.#asked = this.#asked.slice(seen)
    return next
  }

  #sign = async (hash: string): Promise<void> => {
    try {
      const signature = await this.#crypto.signSoon(this.#privateKey(), hash)
      if (this.#ready.has(hash)) this.#ready.set(hash, signature)
    } catch {
      // made when it goes out
      this.#ready.delete(hash)
    }
  }

  /** Of a text that is needed now. */
  of(text: string): string {
    return this.#crypto.sign(this.#privateKey(), text)
  }

  take(hash: string): string {
    const ready = this.#ready.get(hash)
    this.#ready.delete(hash)
    return ready ?? this.#crypto.sign(this.#privateKey(), hash)
  }
}
