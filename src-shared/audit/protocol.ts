import { z } from 'zod'
import { canonicalJson } from '../kernel/canonical.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
export const MAX_AUDIT_PAGE = 200
export const MAX_ENTRY_CHARACTERS = 64_000

/** Entries of one chain in their order, the first behind number `after`; `hash` is of the last, `signature` of its head. */
export const auditPageSchema = z.strictObject({
  chain: z.string().regex(/^[0-9a-f]{32}$/),
  after: z.int().nonnegative(),
  entries: z.array(z.string().max(MAX_ENTRY_CHARACTERS)).min(1).max(MAX_AUDIT_PAGE),
  hash,
  signature: z.string().max(200),
})
export type AuditPage = z.infer<typeof auditPageSchema>

/** Where a chain stood at a time, as the server attests. `of`: `workstation`, or the service whose own chain it is. */
export const anchorSchema = z.strictObject({
  v: z.literal(1),
  facility: z.string(),
  of: z.string().max(40),
  device: z.string(),
  /** Empty for a service's chain: it has one a device. */
  chain: z.string(),
  seq: z.int().positive(),
  hash,
  /** Epoch ms, by the server's clock. */
  at: z.int(),
})
export type Anchor = z.infer<typeof anchorSchema>
export const signedAnchorSchema = z.strictObject({ anchor: anchorSchema, signature: z.string().max(200) })
export type SignedAnchor = z.infer<typeof signedAnchorSchema>
export const anchorText = (anchor: Anchor): string => `carecode-audit-anchor\n${canonicalJson(anchor)}`

/** What the server has of the chain now, and its last statement about it. */
export const auditAnswerSchema = z.object({ seq: z.int().nonnegative(), anchor: signedAnchorSchema.nullable() })
export type AuditAnswer = z.infer<typeof auditAnswerSchema>
