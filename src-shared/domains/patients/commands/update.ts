import { z } from 'zod'
import { demographics } from './fields.ts'

const seen = z.union([z.string().max(200), z.number(), z.boolean(), z.null()])
/** `from`: what the screen showed before the change; `to`: what it shall be. */
const change = <To extends z.ZodType>(to: To) => z.strictObject({ from: seen, to }).optional()

export const input = z.strictObject({
  patientId: z.uuid(),
  changes: z
    .strictObject({
      familyName: change(demographics.familyName),
      givenName: change(demographics.givenName),
      title: change(demographics.title),
      sex: change(demographics.sex),
      birthDate: change(demographics.birthDate),
      birthDateEstimated: change(demographics.birthDateEstimated),
      nic: change(demographics.nic),
      phone: change(demographics.phone),
      locality: change(demographics.locality),
      nextOfKinName: change(demographics.nextOfKinName),
      nextOfKinPhone: change(demographics.nextOfKinPhone),
      deceasedAt: change(demographics.deceasedAt),
      identity: change(z.enum(['known', 'newborn', 'unknown'])),
    })
    .refine((changes) => Object.values(changes).some((each) => each !== undefined), 'Nothing was changed'),
})
