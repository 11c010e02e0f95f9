import { z } from 'zod'

/** Epoch milliseconds between the years 1900 and 2200: outside of them a time is a slip of the keyboard. */
export const instant = z
  .int('Enter a date and time')
  .min(-2_208_988_800_000, 'The time is too long ago')
  .max(7_258_118_400_000, 'The time is too far ahead')

/** An entry that may stay empty; an empty one is null. `what` begins the sentence that refuses a long one. */
export const optionalText = (most: number, what: string) =>
  z
    .string()
    .trim()
    .max(most, `${what} is too long (${most} letters at most)`)
    .transform((text) => (text === '' ? null : text))
    .nullable()

/** Why something is taken back. */
export const reason = z.string().trim().min(3, 'Give a reason').max(200, 'The reason is too long (200 letters at most)')
