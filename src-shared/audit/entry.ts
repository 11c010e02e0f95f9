import { z } from 'zod'
import { canonicalJson } from '../kernel/canonical.ts'

/** What stands before a chain's first link. */
export const AUDIT_START = '0'.repeat(64)

const id = z.string().max(64)
/** Why it was allowed: by the roles held then, or because somebody broke the glass for this patient. */
const reasonSchema = z.discriminatedUnion('by', [
  z.looseObject({ by: z.literal('role'), roles: z.array(z.string().max(40)).max(20) }),
  z.looseObject({ by: z.literal('breakGlass'), code: z.string().max(80) }),
  z.looseObject({ by: z.literal('system') }),
])
export type AuditReason = z.infer<typeof reasonSchema>

/** Where an entry stands; checked before anything else is believed. */
export const auditPlaceSchema = z.looseObject({ device: id, chain: id, seq: z.int().positive() })

/**
 * One thing that somebody did or read at a workstation, by ids only: no name, no clinical value. A later version may add
 * fields; what it must not do is change one.
 */
export const auditEntrySchema = z.looseObject({
  v: z.literal(1),
  device: id,
  chain: id,
  seq: z.int().positive(),
  /** When it happened: epoch ms by the workstation's corrected clock. When it was received, the server adds. */
  at: z.int(),
  actor: id.nullable(),
  /** For whom the actor did it, where that is somebody else. */
  behalf: id.nullable(),
  /** `read.chart`, `command:ward.recordVitals@1`, `session.signIn`, … */
  action: z.string().max(160),
  /** Id of what it was done to. */
  subject: z.string().max(160).nullable(),
  ward: id.nullable(),
  patients: z.array(id).max(500),
  reason: reasonSchema.nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const entryText = (entry: AuditEntry): string => canonicalJson(entry)

/** Hex SHA-256 over the link before and this one's text. */
export const linkHash = (prev: string, entry: string, sha256Hex: (text: string) => string): string =>
  sha256Hex(prev + entry)

/** What a workstation signs about the end of what it has sent: nobody can write another past under its name later. */
export const headText = (device: string, chain: string, seq: number, hash: string): string =>
  `carecode-audit-head\n${device}\n${chain}\n${seq}\n${hash}`
