import type { Problem } from '../../../src-shared/kernel/errors.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import type { Ports } from '../ports.ts'
import type { KeyedProfile } from '../sqlite/disk.ts'
import { derive, seal, unseal } from './box.ts'
import { type KeyFile, keyFiles, type LeaseFile } from './key-files.ts'
import { judge, type LeaseTimes, marked, timesFrom } from './lease-time.ts'
import type { KeySafe } from './safe.ts'

/** unbound: no server has taken part yet. over: the server's half is gone. turnedBack: it may not be used at this time. */
export type LeaseState = 'unbound' | 'held' | 'over' | 'turnedBack'

/** What the server gives: its half of this cache's key (base64, 32 bytes), for so many hours. */
export interface LeaseGrant {
  half: string
  hours: number
  sealKey: string | null
}

export interface KeyRingParts {
  files: KeyedProfile
  safe: KeySafe
  ports: Pick<Ports, 'clock' | 'random'>
}

/**
 * The key of one cache: 32 random bytes, wrapped under this workstation's half (from its safe) and the server's half,
 * which it has on lease (decision 0032). When the lease is over the server's half is removed from the disk.
 */
export class KeyRing {
  readonly #parts: KeyRingParts
  readonly #store: ReturnType<typeof keyFiles>
  #key: KeyFile
  #deviceHalf: Uint8Array
  #serverHalf: Uint8Array | null = null
  #dataKey: Uint8Array | null = null
  #times: LeaseTimes | null = null
  /** It was made just now: nothing can have been encrypted under it. */
  isNew = false

  private constructor(parts: KeyRingParts, key: KeyFile, deviceHalf: Uint8Array) {
    this.#parts = parts
    this.#store = keyFiles(parts.files)
    this.#key = key
    this.#deviceHalf = deviceHalf
    this.#load()
  }

  /** Makes a key where there is none. @throws ProblemError CACHE_KEY_WRONG: another computer's or account's; nothing was changed */
  static open(parts: KeyRingParts): KeyRing {
    const store = keyFiles(parts.files)
    const found = store.key()
    if (found === null) return KeyRing.#make(parts)
    const deviceHalf = parts.safe.unwrap(found.device)
    if (deviceHalf === null) throw new ProblemError('CACHE_KEY_WRONG')
    return new KeyRing(parts, found, deviceHalf)
  }

  static #make(parts: KeyRingParts): KeyRing {
    const { random, clock } = parts.ports
    const deviceHalf = random.bytes(32)
    const id = uuidV7(clock.now(), random.bytes(10))
    const wrapped = seal(derive(WRAP, id, deviceHalf), random.bytes(12), random.bytes(32))
    const key: KeyFile = {
      ...{ version: 1, id, wrapped, next: null, bound: false, sealKey: null },
      device: parts.safe.wrap(deviceHalf),
    }
    keyFiles(parts.files).writeKey(key)
    const ring = new KeyRing(parts, key, deviceHalf)
    ring.isNew = true
    return ring
  }

  #load(): void {
    const lease = this.#key.bound ? this.#store.lease() : null
    if (lease !== null) {
      const { half, ...times } = lease
      this.#serverHalf = unseal(this.#purpose('lease'), half, about(times))
      this.#times = this.#serverHalf === null ? null : times
    }
    if (this.state === 'held' || this.state === 'unbound') this.#dataKey = this.#unwrapped(this.#serverHalf)
    else this.check()
  }

  /** For what this workstation alone can read, lease or not. */
  #purpose = (name: string): Buffer => derive(`carecode-${name}`, this.#key.id, this.#deviceHalf)

  #wrapping = (serverHalf: Uint8Array | null): Buffer =>
    derive(WRAP, this.#key.id, this.#deviceHalf, ...(serverHalf ? [serverHalf] : []))

  #unwrapped = (serverHalf: Uint8Array | null): Uint8Array | null =>
    unseal(this.#wrapping(serverHalf), this.#key.wrapped)

  #wrap = (key: Uint8Array, serverHalf: Uint8Array | null): string =>
    seal(this.#wrapping(serverHalf), this.#parts.ports.random.bytes(12), key)

  /** The cache's; null: it cannot be opened now. */
  get dataKey(): Uint8Array | null {
    return this.#dataKey
  }

  /** The workstation's own key and what it keeps for itself. */
  get deviceKey(): Uint8Array {
    return this.#purpose('device')
  }

  /** Names this key to the server. */
  get id(): string {
    return this.#key.id
  }

  get sealKey(): string | null {
    return this.#key.sealKey
  }

  get state(): LeaseState {
    if (!this.#key.bound) return 'unbound'
    return this.#times === null ? 'over' : judge(this.#times, this.#parts.ports.clock)
  }

  /** Epoch ms; null: there is none. */
  get until(): number | null {
    return this.#times?.until ?? null
  }

  /** Why nothing of patients may be read; null: it may. */
  get problem(): Problem | null {
    if (this.state === 'over') return { code: 'LEASE_OVER', params: {} }
    if (this.state === 'turnedBack') return { code: 'CLOCK_TURNED_BACK', params: {} }
    return null
  }

  /** Regularly: writes down how far time has got, and lets go of a lease that is over. */
  check(): void {
    if (this.#times === null || this.#serverHalf === null) return
    if (this.state === 'over') {
      this.#parts.files.shred(this.#store.names.lease)
      this.#times = null
      this.#serverHalf = null
    } else if (this.state === 'held') this.#keepLease(this.#serverHalf, marked(this.#times, this.#parts.ports.clock))
  }

  #keepLease(half: Uint8Array, times: LeaseTimes): void {
    const { random } = this.#parts.ports
    const file: LeaseFile = { ...times, half: seal(this.#purpose('lease'), random.bytes(12), half, about(times)) }
    this.#store.writeLease(file)
    this.#times = times
    this.#serverHalf = half
  }

  /**
   * A lease of the server. The first one binds the key to it.
   * @throws ProblemError CACHE_KEY_LOST: the server gives another half than it gave, and the cache is closed
   */
  accept({ half, hours, sealKey }: LeaseGrant): void {
    const bytes = Buffer.from(half, 'base64')
    const opened = this.#key.bound ? this.#unwrapped(bytes) : null
    if (opened === null && this.#dataKey === null) throw new ProblemError('CACHE_KEY_LOST')
    // the lease first: a key that is bound to a half which is nowhere would be lost by a kill between the two
    this.#keepLease(bytes, timesFrom(hours, this.#parts.ports.clock))
    if (opened === null) this.#bind(bytes, sealKey)
    else if (sealKey !== null && sealKey !== this.#key.sealKey) this.#write({ sealKey })
    this.#dataKey ??= opened
  }

  #bind(half: Uint8Array, sealKey: string | null): void {
    const wrapped = this.#wrap(this.#dataKey as Uint8Array, half)
    this.#write({ bound: true, wrapped, sealKey: sealKey ?? this.#key.sealKey })
    // shares of a half that opens nothing any more
    this.#parts.files.remove(this.#store.names.seniors)
  }

  #write(change: Partial<KeyFile>): void {
    this.#key = { ...this.#key, ...change }
    this.#store.writeKey(this.#key)
  }

  /** The server's half as long as there is a lease, for the shares of those who may extend it. */
  get serverHalf(): Uint8Array | null {
    return this.state === 'held' ? this.#serverHalf : null
  }

  /** @returns whether this half, put together by two people, is the right one; then it is a lease of so many hours */
  extend(half: Uint8Array, hours: number): boolean {
    const opened = this.#unwrapped(half)
    if (opened === null) return false
    this.#keepLease(half, timesFrom(hours, this.#parts.ports.clock))
    this.#dataKey ??= opened
    return true
  }

  /**
   * Puts an open cache under a new key; whatever was written under the old one, in whatever copy, is read by nobody any
   * more. Killed in between, the next start finds which of the two it is (`settle`).
   */
  renew(rekey: (key: Uint8Array) => void): void {
    const next = this.#parts.ports.random.bytes(32)
    this.#write({ next: this.#wrap(next, this.#serverHalf) })
    rekey(next)
    this.#take(next)
  }

  #take(key: Uint8Array): void {
    this.#write({ wrapped: this.#wrap(key, this.#serverHalf), next: null })
    this.#dataKey = key
  }

  /** At the start, after a renewal that was killed. @param opens whether the cache can be read with this key */
  settle(opens: (key: Uint8Array) => boolean): void {
    if (this.#key.next === null || this.#dataKey === null) return
    const next = unseal(this.#wrapping(this.#serverHalf), this.#key.next)
    this.#take(next !== null && opens(next) ? next : this.#dataKey)
  }

  /** Nobody can read any more what is under this key; the next start makes a new one. */
  destroy(): void {
    for (const name of Object.values(this.#store.names)) this.#parts.files.shred(name)
  }
}

const WRAP = 'carecode-cache-key'
const about = ({ until, seen, monotonic, bootId }: LeaseTimes) => JSON.stringify([until, seen, monotonic, bootId])
