import { z } from 'zod'

/** What the admitting screen knows of the patient; used where the ward's own projection has no answer yet. */
export const patientStub = z.strictObject({
  phn: z.string().max(20),
  familyName: z.string().trim().min(1, 'The patient has no family name').max(80),
  givenName: z.string().trim().max(80),
  title: z.string().max(20).nullable().default(null),
  sex: z.enum(['female', 'male', 'other', 'unknown']),
  birthDate: z.iso.date().nullable(),
})
export type PatientStub = z.output<typeof patientStub>
