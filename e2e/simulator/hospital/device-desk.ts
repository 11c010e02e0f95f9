import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { simCrypto } from '../station/sim-crypto.ts'

/** A workstation as the hospital knows it. */
export interface SimDevice {
  deviceId: string
  publicKey: string
  /** As granted; a revoked workstation sees none of them. */
  scopes: readonly string[]
  revokedAt: number | null
}

const SESSION_LIFE_MS = 15 * 60_000

/** Devices, their grants and sessions: what the identity service does, in memory. */
export class DeviceDesk {
  readonly devices = new Map<string, SimDevice>()
  readonly #nonces = new Map<string, string>()
  readonly #sessions = new Map<string, { deviceId: string; until: number }>()
  readonly #newToken: () => string
  readonly #now: () => number

  constructor(newToken: () => string, now: () => number) {
    this.#newToken = newToken
    this.#now = now
  }

  challenge({ deviceId }: { deviceId: string }) {
    const nonce = this.#newToken()
    this.#nonces.set(nonce, deviceId)
    return { nonce }
  }

  /** @throws ProblemError WORKSTATION_UNKNOWN */
  open({ deviceId, nonce, signature }: { deviceId: string; nonce: string; signature: string }) {
    const device = this.devices.get(deviceId)
    const text = `carecode-device-session\n${deviceId}\n${nonce}`
    const fresh = this.#nonces.get(nonce) === deviceId && this.#nonces.delete(nonce)
    if (!device || !fresh || !simCrypto.verify(device.publicKey, text, signature))
      throw new ProblemError('WORKSTATION_UNKNOWN')
    const token = this.#newToken()
    const until = this.#now() + SESSION_LIFE_MS
    this.#sessions.set(token, { deviceId, until })
    return { token, expiresAt: until }
  }

  /** The workstation of a request. @throws ProblemError WORKSTATION_UNKNOWN */
  of(headers: Record<string, string>): SimDevice {
    const session = this.#sessions.get((headers.authorization ?? '').slice('Bearer '.length))
    const device = session && session.until > this.#now() ? this.devices.get(session.deviceId) : undefined
    if (!device) throw new ProblemError('WORKSTATION_UNKNOWN')
    return device
  }

  /** An older copy of the database knows none of the sessions since. */
  forgetSessions(): void {
    this.#sessions.clear()
  }
}
