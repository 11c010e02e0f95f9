import type { Chance } from './chance.ts'

interface Planned {
  at: number
  /** Decides between events of the same millisecond: by the seed, not by who asked first. */
  tie: number
  seq: number
  label: string
  work: (() => void) | null
}

/** More events than any history needs: something wakes itself again and again without time going on. */
const MOST_EVENTS = 400_000

/**
 * Time and order of one simulated world. Between two events everything that can go on without time goes on; then the
 * next event is due, and time jumps to it.
 */
export class Scheduler {
  now = 0
  readonly #chance: Chance
  readonly #trace: (at: number, label: string) => void
  readonly #heap: Planned[] = []
  readonly #outside = new Set<Promise<unknown>>()
  #seq = 0
  events = 0

  constructor(chance: Chance, trace: (at: number, label: string) => void) {
    this.#chance = chance
    this.#trace = trace
  }

  /** @param ms from now @returns calls it off */
  after(ms: number, label: string, work: () => void): () => void {
    const planned: Planned = {
      at: this.now + Math.max(0, Math.round(ms)),
      tie: this.#chance.below(1_000_000),
      seq: this.#seq++,
      label,
      work,
    }
    this.#push(planned)
    return () => {
      planned.work = null
    }
  }

  pause(ms: number, label: string): Promise<void> {
    return new Promise((resolve) => void this.after(ms, label, resolve))
  }

  /** Time stands still until this has ended: real work outside of the simulated world, such as a database's. */
  outside<T>(work: Promise<T>): Promise<T> {
    const tracked: Promise<unknown> = work.then(
      () => void this.#outside.delete(tracked),
      () => void this.#outside.delete(tracked),
    )
    this.#outside.add(tracked)
    return work
  }

  /**
   * Lets the world go on for `ms`, or until `done` holds.
   * @returns whether `done` held
   * @throws Error where events never end
   */
  async run(ms: number, done: () => boolean = () => false): Promise<boolean> {
    const until = this.now + ms
    for (;;) {
      await this.#still()
      if (done()) return true
      const next = this.#heap[0]
      if (!next || next.at > until) {
        this.now = until
        return false
      }
      this.#pop()
      if (!next.work) continue
      this.now = next.at
      if (++this.events > MOST_EVENTS) throw new Error(`the world does not come to rest: ${next.label}`)
      this.#trace(this.now, next.label)
      next.work()
    }
  }

  /** Until nothing can go on without time. */
  async #still(): Promise<void> {
    await turn()
    while (this.#outside.size > 0) {
      await Promise.all(this.#outside)
      await turn()
    }
  }

  #push(planned: Planned): void {
    const heap = this.#heap
    let i = heap.push(planned) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(planned, heap[parent] as Planned)) break
      heap[i] = heap[parent] as Planned
      i = parent
    }
    heap[i] = planned
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop() as Planned
    if (heap.length === 0) return
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1] as Planned, heap[child] as Planned)) child++
      if (!before(heap[child] as Planned, last)) break
      heap[i] = heap[child] as Planned
      i = child
    }
    heap[i] = last
  }
}

/** Every promise that can go on has gone on when this resolves: microtasks end before the next turn of the event loop. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

const before = (a: Planned, b: Planned) =>
  a.at !== b.at ? a.at < b.at : a.tie !== b.tie ? a.tie < b.tie : a.seq < b.seq
