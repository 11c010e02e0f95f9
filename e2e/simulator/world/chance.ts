/**
 * Chance that repeats itself: a stream of its own for each node, link and purpose, so that a step taken out of a
 * history changes little in the rest (sfc32, seeded from the history's seed and the purpose).
 */
export class Chance {
  #a: number
  #b: number
  #c: number
  #d = 1

  constructor(seed: number, purpose: string) {
    this.#a = hash(purpose, 0x811c9dc5)
    this.#b = seed >>> 0
    this.#c = hash(purpose, 0x9747b28c ^ seed)
    for (let i = 0; i < 12; i++) this.#next()
  }

  #next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t
    return t >>> 0
  }

  /** 0 ≤ x < bound. */
  below(bound: number): number {
    return Math.floor((this.#next() / 4294967296) * bound)
  }

  /** Both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  perMille(share: number): boolean {
    return this.below(1000) < share
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.#next() & 255)
  }
}

function hash(text: string, offset: number): number {
  let value = offset
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
