import { z } from 'zod'

const minutes = z
  .int('Enter whole minutes')
  .min(5, 'The shortest interval is 5 minutes')
  .max(1440, 'The longest interval is 24 hours (1440 minutes)')
  .nullable()

/** Null: the interval that follows from the score. `from`: what the screen showed. */
export const input = z.strictObject({ admissionId: z.uuid(), from: minutes, to: minutes })
