import { z } from 'zod'
import { amountSchema } from '../../../kernel/amount.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { overrideReasons, routeSchema } from '../../pharmacy/index.ts'
import { timingSchema } from '../order-records.ts'

const named = z.array(z.string().max(120)).max(60)

/**
 * What the ordering workstation knew of the patient: the check rests on it, at the server as well, so that nobody is
 * warned of what the prescriber could not see, and everybody sees on what an order was based.
 */
export const basis = z.strictObject({
  /** Each active allergy and what its text means; null: this workstation does not hold all of them. */
  allergies: z
    .array(
      z.strictObject({
        id: z.uuid(),
        substance: z.string().max(120),
        means: z.union([z.strictObject({ ingredients: named, groups: named }), z.literal('none'), z.null()]),
      }),
    )
    .max(100)
    .nullable(),
  weightKg: z.number().positive().max(600).nullable(),
  weighedAt: instant.nullable(),
  heightCm: z.number().positive().max(280).nullable(),
  /** mL/min/1.73 m². */
  egfr: z.number().nonnegative().max(300).nullable(),
})
export type OrderBasis = z.output<typeof basis>

export const orderFields = {
  genericId: z.uuid(),
  /** Null: any product of the medicine. */
  productId: z.uuid().nullable().default(null),
  dose: amountSchema,
  route: routeSchema,
  timing: timingSchema,
  indication: optionalText(200, 'The indication').default(null),
  /** Left out: now. */
  startAt: instant.nullable().default(null),
  stopAt: instant.nullable().default(null),
  basis,
  /** A reason for each finding that asks for one. */
  overrides: z
    .array(
      z.strictObject({
        rule: z.string().max(40),
        ruleId: z.uuid().nullable(),
        /** Of the other medicine or the allergy, where a rule can find several. */
        about: z.string().max(120).nullable().default(null),
        reason: z.enum(overrideReasons),
        note: optionalText(200, 'The note').default(null),
      }),
    )
    .max(60)
    .default([]),
}
const order = z.strictObject(orderFields)
export type OrderEntry = z.output<typeof order>
