import { z } from 'zod'
import { feedEntrySchema, snapshotResponseSchema } from '../../../src-shared/sync/protocol.ts'

const count = z.int().nonnegative()
const verb = <In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out) => ({ input, output })
const named = z.array(z.object({ id: z.string(), name: z.string() }))

/**
 * All that one process of the server may ask of another: POST /internal/<service>/<verb>. Every one of them reads, or may
 * be asked twice without harm, so that each is tried again where no answer came.
 */
export const VERBS = {
  /** Of identity: `Authority`, with the arguments as they are. */
  authority: verb(
    z.strictObject({
      method: z.enum(['device', 'user', 'actor', 'revokedAt']),
      args: z.array(z.union([z.string().max(300), z.number(), z.null()])).max(4),
    }),
    z.object({ answer: z.union([z.looseObject({}), z.number(), z.null()]) }),
  ),
  /** Of identity. */
  facility: verb(z.strictObject({}), z.object({ id: z.uuid(), name: z.string(), utcOffsetMinutes: z.int() })),
  feed: verb(z.strictObject({ after: count, limit: count }), z.object({ entries: z.array(feedEntrySchema) })),
  scopes: verb(z.strictObject({}), z.object({ scopes: z.array(z.string()) })),
  snapshot: verb(
    z.strictObject({ scope: z.string().max(80), after: z.string().max(300).nullable(), limit: count }),
    snapshotResponseSchema,
  ),
  /** How far the asked service has read the source's feed. */
  cursor: verb(z.strictObject({ source: z.string().max(40) }), z.object({ cursor: count })),
  compact: verb(z.strictObject({}), z.object({ compacted: z.record(z.string(), z.unknown()) })),
  heads: verb(
    z.strictObject({}),
    z.object({ heads: z.array(z.object({ device: z.string(), seq: count, hash: z.string() })) }),
  ),
  links: verb(
    z.strictObject({ device: z.uuid(), after: count, to: count }),
    z.object({
      entries: z.array(
        z.object({
          seq: count,
          prev: z.string(),
          hash: z.string(),
          entry: z.string(),
          receivedAt: z.number().nullable(),
        }),
      ),
    }),
  ),
  /** What the audit shows beside the ids that it keeps. */
  facts: verb(
    z.strictObject({
      people: z.array(z.string().max(80)).max(50_000),
      patients: z.array(z.string().max(80)).max(50_000),
    }),
    z.object({
      people: z.array(z.object({ id: z.string(), name: z.string(), wards: z.array(z.string()).nullable() })).optional(),
      workstations: named.optional(),
      patients: z.array(z.object({ id: z.string(), familyName: z.string(), givenName: z.string() })).optional(),
      stays: z
        .array(z.object({ patient: z.string(), ward: z.string(), from: z.number(), to: z.number().nullable() }))
        .optional(),
      wards: named.optional(),
    }),
  ),
}
export type Verb = keyof typeof VERBS
export type Asked<V extends Verb> = z.input<(typeof VERBS)[V]['input']>
export type Answered<V extends Verb> = z.output<(typeof VERBS)[V]['output']>
/** Asks a service, wherever it runs. @throws ProblemError SERVICE_UNAVAILABLE, or what the service refused with */
export type Ask = <V extends Verb>(service: string, verb: V, asked: Asked<V>) => Promise<Answered<V>>
