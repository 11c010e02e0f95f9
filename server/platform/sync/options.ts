import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { Authorised } from '../../../src-shared/kernel/authorise.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import type { ServiceStore } from '../store/port.ts'

/** What a service's sync logic is made of; it reads no clock, no randomness and no database but through these. */
export interface Runtime {
  service: string
  facilityId: string
  registry: Registry
  store: ServiceStore
  clock: { now(): number }
  random: { bytes(count: number): Uint8Array }
  sha256Hex(text: string): string
  verifySignature(publicKeyBase64: string, text: string, signatureBase64: string): boolean | Promise<boolean>
  /** Random id of this life of the database; another one after a restore. */
  epoch: string
  /** Of the hospital's calendar, minutes east of UTC: for records of protocol 1, and for what is made at the server. */
  utcOffsetMinutes: number
  /** Calls `work` so many ms later; @returns calls it off. Left out: nothing waits for what may still be on its way. */
  after?(ms: number, work: () => void): () => void
  /** Who this user really was at that time; null: unknown. Left out: whoever the command says. */
  authorise?(actor: Actor, at: number): Promise<Authorised | null>
  /** Opens what workstations sealed for this hospital; null: it was not sealed under this key. */
  seal?: { publicKey: string; open(sealed: string, place?: number): string | null }
  /** A rule that broke, with the reference that its outcome carries. */
  onError?(error: unknown, reference: string): void
  /** So many links were added to audit chains, by what has just been committed. */
  onRecorded?(links: number): void
}

/** The device of commands that were made at the server itself. */
export const SERVER_DEVICE = '00000000-0000-0000-0000-000000000000'
