import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Ports } from '../ports.ts'
import type { Meta } from '../sqlite/meta.ts'

/** A PIN has few digits: after this many wrong ones the password is asked, or there are pauses. *Local*. */
const ALLOWED = 5
/** While no password can be asked: minutes from one try to the next, the last for all that follow. *Local*. */
const PAUSES = [1, 2, 4, 8, 15] as const
const MINUTE_MS = 60_000

const stateSchema = z.union([
  z.object({ used: z.int(), monotonic: z.number(), bootId: z.string() }),
  z.int().transform((used) => ({ used, monotonic: 0, bootId: '' })),
])
type State = z.output<typeof stateSchema>

/** Wrong PINs of a person since the last right one, kept in the cache: a restart forgets none, a clock shortens no pause. */
export class PinTries {
  readonly #meta: Meta
  readonly #clock: Pick<Ports['clock'], 'monotonic' | 'bootId'>
  constructor(meta: Meta, clock: Pick<Ports['clock'], 'monotonic' | 'bootId'>) {
    this.#meta = meta
    this.#clock = clock
  }

  /**
   * Counts a try before it is checked, so that neither a crash nor a second window makes one free.
   * @throws ProblemError PIN_BLOCKED, PIN_WAIT where the server cannot be asked for the password
   */
  take(userId: string, online: boolean): void {
    const state = this.#read(userId)
    if (state.used >= ALLOWED) {
      if (online) throw new ProblemError('PIN_BLOCKED')
      const wait = this.#waitOf(userId, state)
      if (wait > 0) throw new ProblemError('PIN_WAIT', { minutes: Math.ceil(wait / MINUTE_MS) })
    }
    this.#write(userId, state.used + 1)
  }

  forgive(userId: string): void {
    if (this.#meta.get(key(userId)) !== null) this.#write(userId, 0)
  }

  /** Ms until the next try. Which boot it was cannot be compared with another: the pause begins anew then. */
  #waitOf(userId: string, { used, monotonic, bootId }: State): number {
    const pause = (PAUSES[Math.min(used - ALLOWED, PAUSES.length - 1)] as number) * MINUTE_MS
    if (bootId === this.#clock.bootId) return monotonic + pause - this.#clock.monotonic()
    this.#write(userId, used)
    return pause
  }

  #read(userId: string): State {
    const kept = this.#meta.get(key(userId))
    return kept === null ? { used: 0, monotonic: 0, bootId: '' } : stateSchema.parse(JSON.parse(kept))
  }

  #write(userId: string, used: number): void {
    const { bootId } = this.#clock
    this.#meta.set(key(userId), JSON.stringify({ used, monotonic: this.#clock.monotonic(), bootId }))
  }
}

const key = (userId: string) => `pin.tries:${userId}`
