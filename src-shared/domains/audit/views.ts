import { z } from 'zod'

const reasons = ['sameSurname', 'ownRecord', 'otherWard', 'manyCharts', 'afterDischarge', 'clock'] as const
const unusualSchema = z.object({
  rule: z.enum(reasons),
  /** What the sentence about it needs: `count`, `minutes`, `days`, `name`, `ward`. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** One entry of the audit with the names that stand behind its ids today; null: nobody knows it any more. */
const auditLineSchema = z.object({
  key: z.string(),
  at: z.number(),
  receivedAt: z.number(),
  actor: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  action: z.string(),
  patients: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  /** So many more than `patients` has. */
  more: z.number(),
  ward: z.string().nullable(),
  workstation: z.string().nullable(),
  /** Code of the reason for which the glass was broken. */
  breakGlass: z.string().nullable(),
  unusual: z.array(unusualSchema),
})
export type AuditLineView = z.infer<typeof auditLineSchema>

export const auditPageViewSchema = z.object({
  lines: z.array(auditLineSchema),
  /** For the page before these in time; null: there is none. */
  next: z.string().nullable(),
})
export type AuditPageView = z.infer<typeof auditPageViewSchema>

export const auditAsks = ['unusual', 'breakGlass', 'patient', 'user'] as const
export type AuditAsk = (typeof auditAsks)[number]
