import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { isoDateSchema, sexSchema } from '../records.ts'

/**
 * Digits and a leading plus, as far as they were given: no country code is made up (see rules/phone.ts for matching).
 */
const phone = (what: string) =>
  z
    .string()
    .trim()
    .max(30, `${what} is too long (30 characters at most)`)
    .transform((text) => text.replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '') || null)
    .refine((digits) => digits === null || /^\+?\d{3,15}$/.test(digits), `${what} must have 3 to 15 digits`)
    .nullable()

/** What may be said of a person, at registration and later: one schema a field. */
export const demographics = {
  familyName: z
    .string()
    .trim()
    .min(1, 'Enter the family name')
    .max(80, 'The family name is too long (80 letters at most)'),
  givenName: z.string().trim().max(80, 'The given name is too long (80 letters at most)'),
  title: optionalText(20, 'The title'),
  sex: sexSchema,
  birthDate: isoDateSchema.nullable(),
  birthDateEstimated: z.boolean(),
  nic: z
    .string()
    .max(20, 'The NIC is too long')
    .transform((text) => text.replace(/[\s-]/g, '').toUpperCase() || null)
    .nullable(),
  phone: phone('The phone number'),
  locality: optionalText(120, 'The town or village'),
  nextOfKinName: optionalText(120, 'The name of the next of kin'),
  nextOfKinPhone: phone('The phone number of the next of kin'),
  deceasedAt: instant.nullable(),
}
