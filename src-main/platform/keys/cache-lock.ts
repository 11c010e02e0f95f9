import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import { DeviceState } from '../device/device.ts'
import { fileVault } from '../device/file-vault.ts'
import { DeviceNetwork, type Network } from '../device/network.ts'
import type { Ports } from '../ports.ts'
import { LeaseKeeper } from './lease-keeper.ts'
import type { Sealed } from './open-sealed.ts'
import { SealedSender } from './sealed-sender.ts'
import { type Credentials, Seniors } from './seniors.ts'

/** Why nothing of patients can be read here, and what could be done. */
export interface Locked {
  problem: Problem
  /** So many senior people could take part in an extension; two are needed. */
  seniors: number
  /** Entries that wait sealed; they are sent all the same. */
  waiting: number
}

interface Parts {
  sealed: Sealed
  ports: Pick<Ports, 'clock' | 'random' | 'crypto' | 'scheduler' | 'network'>
  /** The cache can be opened now, or was closed and is open again. */
  onOpen(): void
  /** It was taken out of use while it was closed, and everything that waited is at the server. */
  onRevoked(): void
}

const SEND_MS = 30_000
const SOON_MS = 6 * 3_600_000

/** Lease, sealed entries and extension of one workstation, before and while its cache is open. */
export class CacheLock {
  readonly #parts: Parts
  readonly #keeper: LeaseKeeper
  readonly #sender: SealedSender
  readonly #seniors: Seniors
  #network: Pick<Network, 'request'>
  /** Why there will be no lease any more. */
  #refusal: Problem | null = null
  #stopSending: () => void = () => {}

  constructor(parts: Parts) {
    const { sealed, ports } = parts
    this.#parts = parts
    const device = new DeviceState(fileVault(sealed.profile))
    this.#network = new DeviceNetwork(ports as Ports, device)
    const network: Pick<Network, 'request'> = { request: (...call) => this.#network.request(...call) }
    this.#keeper = new LeaseKeeper({
      ...{ ring: sealed.ring, network, scheduler: ports.scheduler },
      onChange: () => this.#changed(),
      onRefused: (problem) => this.#refused(problem),
    })
    this.#sender = new SealedSender({
      ...{ files: sealed.files, network, ports, privateKey: () => device.require().privateKey },
    })
    this.#seniors = new Seniors(sealed.profile, sealed.ring, ports.random)
  }

  /** The station's own network, once there is one. */
  use(network: Pick<Network, 'request'>): void {
    this.#network = network
    this.#stopSending()
  }

  start(): void {
    this.#keeper.start()
    if (this.#parts.sealed.ring.dataKey === null) void this.#sendAndAgain()
  }

  stop(): void {
    this.#keeper.stop()
    this.#stopSending()
  }

  /** One try before anything is shown. */
  renew(): Promise<boolean> {
    return this.#keeper.renew()
  }

  #changed(): void {
    const { sealed, onOpen } = this.#parts
    sealed.profile.address(sealed.ring.sealKey)
    if (sealed.ring.problem !== null) return
    this.#refusal = null
    onOpen()
  }

  async #sendAndAgain(): Promise<void> {
    await this.#sender.send().catch(() => {})
    const { sealed, ports, onRevoked } = this.#parts
    if (sealed.ring.dataKey !== null) return
    if (this.#refusal?.code === 'WORKSTATION_REVOKED' && this.#sender.waiting() === 0) return onRevoked()
    this.#stopSending = ports.scheduler.after(SEND_MS, () => void this.#sendAndAgain())
  }

  /** An open one is told with its pull as well, sends what it has and erases itself. */
  #refused(problem: Problem): void {
    if (this.#parts.sealed.ring.dataKey === null) this.#refusal = problem
  }

  /** Null: everything can be read. */
  get locked(): Locked | null {
    const problem = this.#refusal ?? this.#parts.sealed.ring.problem
    return problem && { problem, seniors: this.#seniors.count, waiting: this.#sender.waiting() }
  }

  /** While nothing is locked yet, but soon will be. */
  notices(): Problem[] {
    const { until, state } = this.#parts.sealed.ring
    const left = until === null || state !== 'held' ? null : until - this.#parts.ports.clock.now()
    if (left === null || left > SOON_MS) return []
    return [{ code: 'LEASE_SOON', params: { hours: Math.max(1, Math.round(left / 3_600_000)) } }]
  }

  /** After a sign-in with a password: this person may take part in an extension. */
  remember: Seniors['remember'] = (person, credentials) => this.#seniors.remember(person, credentials)

  /** @returns who they were. @throws ProblemError EXTENSION_REFUSED */
  async extend(first: Credentials, second: Credentials): Promise<[string, string]> {
    if (this.#parts.sealed.ring.problem === null) throw new ProblemError('EXTENSION_REFUSED')
    const who = await this.#seniors.extend(first, second)
    this.#changed()
    return who
  }
}
