import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { isoDateSchema, sexSchema } from '../records.ts'

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
  nic: optionalText(20, 'The NIC'),
  phone: optionalText(30, 'The phone number'),
  locality: optionalText(120, 'The town or village'),
  nextOfKinName: optionalText(120, 'The name of the next of kin'),
  nextOfKinPhone: optionalText(30, 'The phone number of the next of kin'),
  deceasedAt: instant.nullable(),
}
