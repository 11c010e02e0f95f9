import { z } from 'zod'

/** As the server's tables hold them: one report that they refuse would hold up those of all the others. */
const count = z.coerce.number().int().nonnegative().max(2_147_483_647)
const printable = z.string().regex(/^[\x20-\x7e]*$/)

/**
 * What a workstation tells about itself in the query of every pull, beside the cursor: counts and versions, nothing of a
 * patient. Queue and refusals are those of the service that is asked. An older workstation tells nothing.
 */
export const stationReportSchema = z.object({
  version: printable.max(40),
  /** Its own clock, uncorrected, epoch ms. */
  now: z.coerce.number().int(),
  /** Entries saved and not yet answered. */
  queue: count,
  /** When the oldest of them was made, epoch ms by the corrected clock; 0: none. */
  oldest: z.coerce.number().int().nonnegative(),
  /** Entries that the server refused or kept aside, or that build on one. */
  refused: count,
  /** How often rows of this service differed from the server's, ever, and were fetched anew. */
  mismatches: count.default(0),
  /** 1 while its cache is being rebuilt. */
  rebuilding: z.coerce.number().int().min(0).max(1),
  /** The rebuild asked for by an administrator that ended last; '' where there was none. */
  rebuilt: z.union([z.uuid(), z.literal('')]),
})
export type StationReport = z.infer<typeof stationReportSchema>

/** What the server asks of a workstation, in its pull answers until it is done. A kind that is not known is passed over. */
export const stationAskSchema = z.object({ id: z.string(), kind: z.string() })
export type StationAsk = z.infer<typeof stationAskSchema>
