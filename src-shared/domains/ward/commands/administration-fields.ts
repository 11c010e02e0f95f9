import { z } from 'zod'
import { amountSchema } from '../../../kernel/amount.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { noScanReasons, notGivenReasons, outcomes, wentIn } from '../rules/dose-outcome.ts'

export const administrationFields = {
  orderId: z.uuid(),
  admissionId: z.uuid().nullable(),
  patientId: z.uuid(),
  /** Which dose of the schedule; null: when needed. */
  dueAt: instant.nullable(),
  outcome: z.enum(outcomes),
  /** Left out: now. */
  at: instant.nullable().default(null),
  dose: amountSchema.nullable().default(null),
  productId: z.uuid().nullable().default(null),
  lot: optionalText(40, 'The lot').default(null),
  expiry: z.iso.date('Write the expiry as 2027-05-31').nullable().default(null),
  patientScanned: z.boolean().default(false),
  drugScanned: z.boolean().default(false),
  noScanReason: z.enum(noScanReasons).nullable().default(null),
  reason: z.enum(notGivenReasons).nullable().default(null),
  note: optionalText(300, 'The note').default(null),
}

interface Fields {
  outcome: string
  dose: unknown
  reason: string | null
  note: string | null
  patientScanned: boolean
  drugScanned: boolean
  noScanReason: string | null
}

/** What every record of a dose must say. */
export const complete = <Schema extends z.ZodType<Fields>>(schema: Schema) =>
  schema
    .refine((entry) => !wentIn(entry) || entry.dose !== null, { path: ['dose'], message: 'Enter how much was given' })
    .refine((entry) => entry.outcome === 'given' || entry.reason !== null, {
      path: ['reason'],
      message: 'Say why it was not given, or not whole',
    })
    .refine((entry) => entry.reason !== 'other' || entry.note !== null, { path: ['note'], message: 'Say what it was' })
    .refine((entry) => !wentIn(entry) || (entry.patientScanned && entry.drugScanned) || entry.noScanReason !== null, {
      path: ['noScanReason'],
      message: 'Say why it was not scanned',
    })
