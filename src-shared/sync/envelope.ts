import { z } from 'zod'
import { actorSchema } from '../kernel/actor.ts'
import { canonicalJson } from '../kernel/canonical.ts'
import { proofSchema } from '../kernel/proof.ts'

export const PROTOCOL_VERSION = 2
/** The oldest protocol whose clients may still pull. Any client may push. */
export const OLDEST_PULLING_PROTOCOL = 1
export const MAX_PUSH = 50

const recorded = {
  commandId: z.uuid(),
  service: z.string().max(40),
  name: z.string().max(80),
  version: z.int().positive(),
  input: z.record(z.string(), z.unknown()),
  actor: actorSchema,
  facilityId: z.uuid(),
  deviceId: z.uuid(),
  /** Clinical time, epoch ms, from the corrected clock. */
  occurredAt: z.int(),
  /** Milliseconds since boot, and which boot: orders the records of one device whatever its clock did. */
  monotonic: z.number().nonnegative(),
  bootId: z.uuid(),
  /** Server clock minus workstation clock when last measured, ms. */
  clockOffset: z.int(),
  /** `kind/id` → revision that the rule read. */
  baseVersions: z.record(z.string(), z.int().nonnegative()),
  batchId: z.uuid().nullable(),
  allotted: z.strictObject({
    ids: z.record(z.string(), z.uuid()),
    numbers: z.record(z.string(), z.string().max(40)),
  }),
}
const recordSchema = z.strictObject({
  protocol: z.int().min(2),
  ...recorded,
  /** Minutes east of UTC of the hospital's calendar when and where it was done. */
  utcOffsetMinutes: z.int().min(-720).max(840),
  /** Of a command that asks for it alone. */
  proof: proofSchema.optional(),
})
/** As the rules of today take it. */
export type CommandRecord = z.infer<typeof recordSchema>

/**
 * What was done, word for word, as the workstation recorded it. Everything but number and signature is hashed. Records
 * of every protocol are read: they are signed, so nobody can write an old one anew.
 */
export const sentRecordSchema = z.union([
  recordSchema,
  z.strictObject({ protocol: z.int().nonnegative().max(1), ...recorded }),
])
export type SentRecord = z.infer<typeof sentRecordSchema>

/** The record as a workstation of today would have made it. `utcOffsetMinutes`: the hospital's, for one without. */
export const upcastRecord = (sent: SentRecord, { utcOffsetMinutes }: { utcOffsetMinutes: number }): CommandRecord =>
  'utcOffsetMinutes' in sent ? sent : { ...sent, utcOffsetMinutes }

export const envelopeSchema = z.strictObject({
  record: sentRecordSchema,
  /** Hex SHA-256 of the canonical record. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Base64 Ed25519 signature of the hash by the workstation's own key. */
  signature: z.string().max(120),
  /** Contiguous per (client, service), given at first send. */
  number: z.int().positive(),
  /**
   * True: the workstation held it back for a person to decide, and is now no longer allowed to keep it. It is not
   * executed, but kept word for word.
   */
  held: z.literal(true).optional(),
})
export type Envelope = z.infer<typeof envelopeSchema>

/** A command that the workstation may no longer read: under the server's key, an envelope without its number. */
export const sealedSchema = z.strictObject({
  sealed: z.base64().max(400_000),
  number: z.int().positive(),
  held: z.literal(true).optional(),
  /** Its place among many that were sealed with one exchange of keys; left out: it had one of its own. */
  place: z
    .int()
    .nonnegative()
    .max(2 ** 40)
    .optional(),
  /** Of a command that was sealed before it was signed. */
  signature: z.string().max(120).optional(),
})

/** The text whose SHA-256 is an envelope's hash. */
export const hashedText = (record: SentRecord): string => canonicalJson(record)

/** What a workstation signs of a whole push: the hashes of its commands in their order; what has none counts as empty. */
export const pushText = (clientId: string, commands: readonly unknown[]): string =>
  `carecode-push\n${clientId}\n${commands.map(hashOf).join('\n')}`

/** The hash that an envelope says to have. */
export function hashOf(envelope: unknown): string {
  const hash = (envelope as { hash?: unknown } | null)?.hash
  return typeof hash === 'string' ? hash : ''
}
