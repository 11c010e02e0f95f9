import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { type Trust, trustSchema } from '../../../src-shared/sync/trust.ts'

/** What the server said at enrolment; kept outside the cache, so that a new cache is still this workstation. */
export const enrolmentSchema = z.object({
  serverUrl: z.string(),
  deviceName: z.string(),
  deviceId: z.uuid(),
  facilityId: z.uuid(),
  facilityName: z.string(),
  utcOffsetMinutes: z.number(),
  services: z.array(z.string()),
  /** By what the server is known; none of one on this machine. */
  tls: trustSchema.optional(),
})
export type Enrolment = z.infer<typeof enrolmentSchema>

export interface DeviceIdentity extends Enrolment {
  /** Base64 PKCS #8. */
  privateKey: string
}

/** Where the private key and the enrolment are kept. An implementation may wrap the key with the system's safe. */
export interface DeviceVault {
  readKey(): string | null
  writeKey(privateKey: string): void
  readEnrolment(): Enrolment | null
  writeEnrolment(enrolment: Enrolment): void
  /** Neither is there any more. */
  forget(): void
}

export class DeviceState {
  readonly #vault: DeviceVault
  #identity: DeviceIdentity | null
  #isRetired = false

  constructor(vault: DeviceVault) {
    this.#vault = vault
    const privateKey = vault.readKey()
    const enrolment = vault.readEnrolment()
    this.#identity = privateKey && enrolment ? { ...enrolment, privateKey } : null
  }

  get enrolled(): DeviceIdentity | null {
    return this.#isRetired ? null : this.#identity
  }

  /** To people it is no workstation any more; to the server it still is, for what it has to keep. */
  retire(): void {
    this.#isRetired = true
  }

  /** @throws ProblemError NOT_ENROLLED */
  require = (): DeviceIdentity => {
    if (!this.#identity) throw new ProblemError('NOT_ENROLLED')
    return this.#identity
  }

  accept(enrolment: Enrolment, privateKey: string): void {
    this.#vault.writeKey(privateKey)
    this.#vault.writeEnrolment(enrolment)
    this.#isRetired = false
    this.#identity = { ...enrolment, privateKey }
  }

  /** The server has said, over a connection that was trusted, by what it is known from now on. */
  trust(tls: Trust): void {
    const known = this.#identity
    if (!known || JSON.stringify(known.tls) === JSON.stringify(tls)) return
    const { privateKey, ...enrolment } = known
    this.#vault.writeEnrolment({ ...enrolment, tls })
    this.#identity = { ...known, tls }
  }

  /** This computer is no workstation any more, until somebody enrols it. */
  forget(): void {
    this.#vault.forget()
    this.#identity = null
  }

  keepKey(privateKey: string): void {
    this.#vault.writeKey(privateKey)
  }
}
