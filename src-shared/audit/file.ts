import { z } from 'zod'
import { signedAnchorSchema } from './protocol.ts'

/**
 * An exported audit: one JSON object a line. A head first, then each chain from its line `chain` to its line `close`
 * with its entries in their order, among them what attests them, and `end` with the number of lines before it.
 */
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const seq = z.int().positive()
// of 64 bytes in the one way they are written: the four bits that base64 leaves over could be changed unseen
const signature = z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/)

const auditLineSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('audit'),
    format: z.literal(1),
    facility: z.string(),
    /** Epoch ms, by the server's clock. */
    exportedAt: z.int(),
    /** Base64, raw Ed25519: the server's key for anchors and for the end of this file. */
    key: z.string(),
  }),
  z.strictObject({
    type: z.literal('chain'),
    /** `workstation`, or the service whose own chain it is. */
    of: z.string(),
    device: z.string(),
    chain: z.string(),
    /** The workstation's, with which it signs heads; null for a service's chain. */
    key: z.string().nullable(),
    /** What stands before the first entry of this file: nought and zeros, or where the export begins. */
    after: z.int().nonnegative(),
    prev: hash,
  }),
  z.strictObject({
    type: z.literal('entry'),
    seq,
    prev: hash,
    hash,
    entry: z.string(),
    receivedAt: z.int().nullable(),
  }),
  /** Signed by the workstation: up to here it sent this. */
  z.strictObject({ type: z.literal('head'), seq, hash, signature }),
  z.strictObject({ type: z.literal('anchor'), ...signedAnchorSchema.shape }),
  z.strictObject({ type: z.literal('close'), seq: z.int().nonnegative(), hash, entries: z.int().nonnegative() }),
  z.strictObject({ type: z.literal('end'), lines: z.int(), chains: z.int(), digest: hash, signature }),
])
export type AuditLine = z.infer<typeof auditLineSchema>
export type ChainLine = Extract<AuditLine, { type: 'chain' }>
export type EntryLine = Extract<AuditLine, { type: 'entry' }>

/** Null where the line is none of these. */
export function auditLineOf(text: string): AuditLine | null {
  try {
    return auditLineSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** What the end of a file is signed over. `digest`: each line hashed behind the one before. */
export const endText = (end: { facility: string; lines: number; chains: number; digest: string }): string =>
  `carecode-audit-end\n${end.facility}\n${end.lines}\n${end.chains}\n${end.digest}`
