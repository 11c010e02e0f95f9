import { z } from 'zod'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { demographics } from './fields.ts'

export const input = z
  .strictObject({
    ...demographics,
    /** May be left out for a newborn (the mother's) and for an unknown patient (an alias is reserved). */
    familyName: demographics.familyName.nullable().default(null),
    givenName: demographics.givenName.default(''),
    title: demographics.title.default(null),
    birthDate: demographics.birthDate.default(null),
    birthDateEstimated: demographics.birthDateEstimated.default(false),
    nic: demographics.nic.default(null),
    phone: demographics.phone.default(null),
    locality: demographics.locality.default(null),
    nextOfKinName: demographics.nextOfKinName.default(null),
    nextOfKinPhone: demographics.nextOfKinPhone.default(null),
    deceasedAt: demographics.deceasedAt.default(null),
    identity: z.enum(['known', 'newborn', 'unknown']).default('known'),
    motherId: z.uuid().nullable().default(null),
    birthOrder: z.int().min(1).max(9, 'The birth order is 1 to 9').nullable().default(null),
    /** Left out: now. */
    registeredAt: instant.nullable().default(null),
    /** The id in the system that an import reads; null at a workstation. */
    sourceId: optionalText(120, 'The source id').default(null),
  })
  .refine((p) => p.identity !== 'known' || p.familyName !== null, {
    path: ['familyName'],
    message: 'Enter the family name, or mark the patient as newborn or unknown',
  })
  .refine((p) => p.identity !== 'newborn' || p.motherId !== null, {
    path: ['motherId'],
    message: 'Choose the mother of the newborn',
  })
  .refine((p) => p.identity !== 'newborn' || p.birthDate !== null, {
    path: ['birthDate'],
    message: 'Enter the date of birth of the newborn',
  })
