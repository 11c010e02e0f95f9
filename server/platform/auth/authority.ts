import type { Authorised } from '../../../src-shared/kernel/authorise.ts'

/** An enrolled workstation with a valid session. */
export interface DeviceSession {
  deviceId: string
  facilityId: string
  publicKey: string
  /** All scopes granted, of every service; none where it was revoked. */
  scopes: readonly string[]
  /** Since when it may only send what it has, epoch ms; null: in use. */
  revokedAt: number | null
}

/**
 * What every service asks of the identity service. In one process it is called directly, across processes by REST;
 * no service reads identity's tables.
 */
export interface Authority {
  /** The workstation of an opaque session token, or null where it is unknown or expired. */
  device(token: string): Promise<DeviceSession | null>
  /**
   * The signed-in person of an opaque token, or null where it is unknown or expired. `deviceId`: the workstation that
   * sends it, which has to be the one that it was given to; null: it was given to none.
   */
  user(token: string, deviceId: string | null): Promise<Authorised | null>
  /** Who this user was at a moment (epoch ms) by the hospital's records, whatever the workstation claims; null: unknown. */
  actor(userId: string, at: number): Promise<Authorised | null>
  /** Since when a workstation is out of use, epoch ms; null: it is in use. @throws ProblemError WORKSTATION_UNKNOWN */
  revokedAt(deviceId: string): Promise<number | null>
}
