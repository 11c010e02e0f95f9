/** Chance that a seed repeats: mulberry32. What processes make of it in time is theirs. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** 0 ≤ x < 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }

  between = (from: number, to: number): number => Math.round(from + this.next() * (to - from))
  pick = <T>(list: readonly T[]): T => list[Math.floor(this.next() * list.length)] as T
}
