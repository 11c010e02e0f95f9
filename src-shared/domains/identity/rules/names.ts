import { z } from 'zod'

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{1,39}$/, 'Use 2 to 40 small letters, digits, dots or dashes for the sign-in name')

export const displayName = z
  .string()
  .trim()
  .min(1, 'Enter the name to show')
  .max(80, 'The name is too long (80 at most)')
