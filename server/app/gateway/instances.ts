import { createHash } from 'node:crypto'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { RUNS_ONCE } from '../services.ts'
import type { Instance } from '../split/registration.ts'

/** Renewed every second; who is not heard of for so long is taken for dead. */
const LEASE_MS = 3_000

/** Who runs what at this moment: a process renews its lease, and leaves when it is about to end; or DNS names it. */
export class Instances {
  readonly #now: () => number
  #discovered: readonly Instance[] = []
  readonly #alive = new Map<string, { instance: Instance; until: number }>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** @throws ProblemError INSTANCE_SINGLE where another one runs what may run once only */
  renew(instance: Instance): void {
    const others = this.all().filter(({ id }) => id !== instance.id)
    const service = RUNS_ONCE.find(
      (name) => instance.services.includes(name) && others.some(({ services }) => services.includes(name)),
    )
    if (service) throw new ProblemError('INSTANCE_SINGLE', { service })
    this.#alive.set(instance.id, { instance, until: this.#now() + LEASE_MS })
  }

  /** All that were found without being told of them; those of before are gone. */
  discovered(instances: readonly Instance[]): void {
    this.#discovered = instances
  }

  leave(id: string): void {
    this.#alive.delete(id)
  }

  /** Longest there first. */
  all(): Instance[] {
    const now = this.#now()
    for (const [id, { until }] of this.#alive) if (until <= now) this.#alive.delete(id)
    const told = [...this.#alive.values()].map(({ instance }) => instance)
    const others = this.#discovered.filter(({ url }) => told.every((each) => each.url !== url))
    return [...told, ...others].sort((a, b) => a.startedAt - b.startedAt)
  }

  /**
   * The instances of a service in the order in which this caller is sent to them. The same caller comes to the same one
   * for as long as it is there, and the callers are spread over all of them.
   */
  inOrder(service: string, caller: string): Instance[] {
    const place = ({ id }: Instance) => createHash('sha1').update(`${caller} ${id}`).digest('hex')
    return this.all()
      .filter(({ services }) => services.includes(service))
      .map((instance) => ({ instance, place: place(instance) }))
      .sort((a, b) => (a.place < b.place ? -1 : 1))
      .map(({ instance }) => instance)
  }
}
