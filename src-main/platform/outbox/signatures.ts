import type { CryptoPort } from '../ports.ts'

/** So many are kept in memory; the rest is signed when it goes out. */
const KEPT = 20_000

/**
 * Signatures of saved commands, made beside the work: a save does not wait for its own, which costs as much as its rule.
 * What is not ready when it is asked for, after a restart for one, is made then.
 */
export class Signatures {
  readonly #crypto: Pick<CryptoPort, 'sign' | 'signSoon'>
  readonly #privateKey: () => string
  /** Null: on its way. Taken meanwhile, it is let go when it comes. */
  readonly #ready = new Map<string, string | null>()

  /** @param privateKey @throws ProblemError NOT_ENROLLED */
  constructor(crypto: Pick<CryptoPort, 'sign' | 'signSoon'>, privateKey: () => string) {
    this.#crypto = crypto
    this.#privateKey = privateKey
  }

  prepare(hash: string): void {
    if (this.#ready.size >= KEPT) return
    this.#ready.set(hash, null)
    this.#crypto.signSoon(this.#privateKey(), hash).then(
      (signature) => {
        if (this.#ready.has(hash)) this.#ready.set(hash, signature)
      },
      // made when it goes out
      () => this.#ready.delete(hash),
    )
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
