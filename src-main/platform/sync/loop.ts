import type { Ports } from '../ports.ts'

export interface LoopOptions {
  ports: Pick<Ports, 'scheduler' | 'random'>
  /** Pause without work, ms. */
  every: number
  /** One turn; true: there is more to do at once. */
  step(): Promise<boolean>
  onFailure(error: unknown): void
  onSuccess(): void
}

const FIRST_PAUSE_MS = 1000
/** Everything has to be sent within a minute of the server's return, in two steps where one service waits for another. */
const LONGEST_PAUSE_MS = 30_000

/** Works again and again: at once when woken, else after a pause that grows with failures. It never ends by itself. */
export class Loop {
  readonly #options: LoopOptions
  #cancel: (() => void) | null = null
  #running: Promise<void> | null = null
  #woken = false
  #stopped = true
  #failures = 0

  constructor(options: LoopOptions) {
    this.#options = options
  }

  start(): void {
    if (!this.#stopped) return
    this.#stopped = false
    this.wake()
  }

  stop(): void {
    this.#stopped = true
    this.#cancel?.()
    this.#cancel = null
  }

  /** After a failure, a wake goes through as well: somebody has a reason to try now. */
  wake(): void {
    if (this.#stopped) return
    if (this.#running) {
      this.#woken = true
      return
    }
    this.#cancel?.()
    this.#running = this.#run().finally(() => {
      this.#running = null
      this.#pause()
    })
  }

  /** Only when nothing failed: new local work must not hammer a server that is down. */
  nudge(): void {
    if (this.#failures === 0) this.wake()
  }

  /** Resolves when the work at hand has ended. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #run(): Promise<void> {
    try {
      let more = true
      while (more && !this.#stopped) {
        this.#woken = false
        more = (await this.#options.step()) || this.#woken
      }
      this.#failures = 0
      if (!this.#stopped) this.#options.onSuccess()
    } catch (error) {
      this.#failures += 1
      if (!this.#stopped) this.#options.onFailure(error)
    }
  }

  #pause(): void {
    if (this.#stopped) return
    this.#cancel = this.#options.ports.scheduler.after(this.#pauseMs(), () => this.wake())
  }

  /** Doubling, of which between a half and the whole is waited, so that a hospital does not come back in one instant. */
  #pauseMs(): number {
    if (this.#failures === 0) return this.#options.every
    const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures - 1, 10))
    const chance = (this.#options.ports.random.bytes(1)[0] ?? 0) / 255
    return Math.round(whole * (0.5 + 0.5 * chance))
  }
}
