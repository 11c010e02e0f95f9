import { z } from 'zod'
import { envelopeSchema, MAX_PUSH } from './envelope.ts'
import { stationAskSchema } from './station-report.ts'

/**
 * The messages between a workstation and one service. All bodies are JSON; every refusal is problem+json with a code
 * of the catalogue. Paths, behind the gateway: /v1/<service>/sync/{push,pull,snapshot,leases,leases/return,claims}, /v1/events (SSE).
 */
export const problemSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})

/** Beside a workstation's session: the token of the person who sits there. Small letters, as HTTP/2 and Node have it. */
export const PERSON_HEADER = 'x-carecode-person'

/** push: a push carries commands of one client in the order of their numbers. */
export const pushRequestSchema = z.strictObject({
  clientId: z.uuid(),
  /** The epoch that the client last saw; null before its first contact. */
  epoch: z.string().nullable(),
  commands: z.array(z.unknown()).max(MAX_PUSH),
  /**
   * Base64 Ed25519 signature of `pushText` by the workstation's own key. One for all: whoever can make it can make each
   * command's own. Where it is left out or wrong, each command's own is looked at.
   */
  signature: z.string().max(120).optional(),
})
export type PushRequest = z.infer<typeof pushRequestSchema>

/**
 * applied: as decided. flagged: a fact that breached a rule; it stands, somebody looks at it. rejected: not applied,
 * kept word for word. quarantined: could not even be read or trusted; kept word for word.
 */
export const outcomeSchema = z.object({
  number: z.int(),
  commandId: z.string(),
  status: z.enum(['applied', 'flagged', 'rejected', 'quarantined']),
  /** Feed version that carries its rows; the workstation drops its overlay when its cursor has reached this. */
  ver: z.int(),
  problem: problemSchema.nullable(),
  flags: z.array(problemSchema),
})
export type Outcome = z.infer<typeof outcomeSchema>

export const pushResponseSchema = z.object({
  epoch: z.string(),
  outcomes: z.array(outcomeSchema),
  /** The number that the service expects next from this client. */
  expected: z.int(),
  /** NUMBER_GAP or CLIENT_ID_USED where the push stopped before its end. */
  stopped: problemSchema.nullable(),
  /** All numbers up to this one are durable (second acknowledgement). */
  durable: z.int(),
})
export type PushResponse = z.infer<typeof pushResponseSchema>

/** Only its shape: each row is written by its kind's columns, and a hundred thousand of them are read at once. */
export const rowSchema = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

/** One row entering (put) or leaving (del) a scope at `ver`. A page never splits a ver. */
export const feedEntrySchema = z.object({
  ver: z.int(),
  op: z.enum(['put', 'del']),
  kind: z.string(),
  id: z.string(),
  rev: z.int(),
  scope: z.string(),
  row: rowSchema.nullable(),
})
export type FeedEntry = z.infer<typeof feedEntrySchema>

/** Row count and order-independent digest over (kind, id, rev) of one scope. */
export const scopeSumSchema = z.object({ scope: z.string(), rows: z.int(), digest: z.string() })
export type ScopeSum = z.infer<typeof scopeSumSchema>

/** pull: GET ?clientId&cursor&epoch&limit and a station report. Covers all granted scopes of the service with one cursor. */
export const pullResponseSchema = z.object({
  epoch: z.string(),
  /** The cursor after this page. */
  ver: z.int(),
  more: z.boolean(),
  entries: z.array(feedEntrySchema),
  granted: z.array(z.string()),
  /** On the last page only (more = false). */
  sums: z.array(scopeSumSchema).nullable(),
  /** Last number executed of this client. */
  lastNumber: z.int(),
  durable: z.int(),
  serverTime: z.int(),
  /** True: taken out of use; it sends what it has and erases itself. */
  revoked: z.boolean().optional(),
  /** True: the feed no longer has what follows on the cursor; every scope is fetched anew, unsent work is kept. */
  tooOld: z.boolean().optional(),
  /** X25519 public key (base64, raw) under which a workstation seals what it may no longer read but still has to keep. */
  sealKey: z.string().max(60).optional(),
  /** Left out where nothing is asked. */
  asks: z.array(stationAskSchema).optional(),
})
export type PullResponse = z.infer<typeof pullResponseSchema>

/** snapshot: GET ?scope&after&limit, where after is the `next` of the page before. Resumable at any page. */
export const snapshotResponseSchema = z.object({
  epoch: z.string(),
  /** Feed version when this page was read; the tail is pulled from the first page's. */
  at: z.int(),
  rows: z.array(z.object({ kind: z.string(), id: z.string(), rev: z.int(), row: rowSchema })),
  next: z.string().nullable(),
  /** Rows of the scope, for the progress bar. */
  total: z.int(),
})
export type SnapshotResponse = z.infer<typeof snapshotResponseSchema>

/** leases: POST {clientId, sequence}: a fresh range that no one was given before. */
export const leaseRequestSchema = z.strictObject({ clientId: z.uuid(), sequence: z.string().max(40) })
export const leaseResponseSchema = z.object({ sequence: z.string(), from: z.int(), to: z.int(), epoch: z.string() })
export type Lease = z.infer<typeof leaseResponseSchema>

/** claims: POST, quantities of a pool for this workstation's own part; what there is of them comes with the feed. */
export const claimRequestSchema = z.strictObject({
  pool: z.string().max(40),
  wants: z
    .array(z.strictObject({ keyId: z.uuid(), quantity: z.int().positive() }))
    .min(1)
    .max(100),
})
export type ClaimRequest = z.infer<typeof claimRequestSchema>
/** The sum of what was lent. */
export const claimResponseSchema = z.object({ epoch: z.string(), granted: z.int() })
export type ClaimResponse = z.infer<typeof claimResponseSchema>

/** leases/return: POST, what a workstation has not used of its ranges and no longer holds. May be sent again. */
export const leaseReturnSchema = z.strictObject({
  clientId: z.uuid(),
  epoch: z.string(),
  /** The last number that its queue has used: all up to it have arrived, or nothing is taken back. */
  lastNumber: z.int().nonnegative(),
  rests: z
    .array(
      z
        .strictObject({ sequence: z.string().max(40), from: z.int().positive(), to: z.int().positive() })
        .refine(({ from, to }) => from <= to, 'from is above to'),
    )
    .max(100),
  /** Also all that it holds of pools; only of a workstation that was taken out of use. */
  claims: z.boolean().optional(),
})
export type LeaseReturn = z.infer<typeof leaseReturnSchema>
/** How many numbers may be lent again. */
export const leaseReturnedSchema = z.object({ epoch: z.string(), taken: z.int() })
export type LeaseReturned = z.infer<typeof leaseReturnedSchema>

/** SSE event `poke`: something of this scope is new. */
export const pokeSchema = z.object({ service: z.string(), scope: z.string(), ver: z.int() })
export type Poke = z.infer<typeof pokeSchema>

/** The body of every refusal (RFC 9457). */
export const problemBodySchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
export type ProblemBody = z.infer<typeof problemBodySchema>

/** For a reader that has to look into an unknown command before it trusts it. */
export const parseEnvelope = (value: unknown) => envelopeSchema.safeParse(value)
