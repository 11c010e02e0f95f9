import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import { cacheLeaseSchema } from '../../../src-shared/sync/cache-lease.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import type { Ports } from '../ports.ts'
import type { KeyRing } from './key-ring.ts'

interface Parts {
  ring: KeyRing
  network: Pick<Network, 'request'>
  scheduler: Ports['scheduler']
  /** The lease is another than before: longer, over, or there at last. */
  onChange(): void
  /** It was refused for good: taken out of use, or the key is lost. */
  onRefused(problem: Problem): void
}

const RENEW_MS = 15 * 60_000
const AGAIN_MS = 20_000
const CHECK_MS = 60_000
const FOR_GOOD = ['WORKSTATION_REVOKED', 'CACHE_KEY_LOST']

/** Renews the lease while the server can be reached, and watches its end. */
export class LeaseKeeper {
  readonly #parts: Parts
  #stopRenewing: () => void = () => {}
  #stopChecking: () => void = () => {}
  #stopped = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): void {
    void this.#renewAndAgain()
    this.#check()
  }

  stop(): void {
    this.#stopped = true
    this.#stopRenewing()
    this.#stopChecking()
  }

  async #renewAndAgain(): Promise<void> {
    this.#stopRenewing()
    const got = await this.renew()
    if (!this.#stopped)
      this.#stopRenewing = this.#parts.scheduler.after(got ? RENEW_MS : AGAIN_MS, () => void this.#renewAndAgain())
  }

  /** Asks once. @returns whether the server gave one; never rejects */
  async renew(): Promise<boolean> {
    const { ring, network, onChange, onRefused } = this.#parts
    try {
      const answer = await network.request('POST', '/v1/identity/device/lease', { keyId: ring.id })
      const lease = cacheLeaseSchema.parse(successful(answer))
      if (this.#stopped) return false
      ring.accept(lease)
      onChange()
      return true
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : null
      if (problem && FOR_GOOD.includes(problem.code) && !this.#stopped) onRefused(problem)
      return false
    }
  }

  #check(): void {
    const { ring, scheduler, onChange } = this.#parts
    const before = ring.state
    ring.check()
    if (ring.state !== before || ring.problem) onChange()
    if (!this.#stopped) this.#stopChecking = scheduler.after(CHECK_MS, () => this.#check())
  }
}
