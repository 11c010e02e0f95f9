import { z } from 'zod'

/** Bounds are of the hospital's safety, not of taste: nobody can set a terminal that never locks. */
export const policyFields = {
  /** Seconds without a touch until what is shown is covered. */
  blankSeconds: z.int().min(15, 'Blank after 15 seconds at least').max(300, 'Blank after 300 seconds at most'),
  /** Seconds without a touch until a PIN is needed. */
  lockSeconds: z.int().min(30, 'Lock after 30 seconds at least').max(900, 'Lock after 900 seconds at most'),
  /** Hours for which one password is good at a workstation. */
  shiftHours: z.int().min(1, 'A shift has 1 hour at least').max(12, 'A shift has 12 hours at most'),
  pinDigits: z.int().min(4, 'A PIN has 4 digits at least').max(8, 'A PIN has 8 digits at most'),
  /** Whether a PIN may begin a shift while the server is away. */
  offlineShift: z.boolean(),
  breakGlassHours: z.int().min(1, '1 hour at least').max(12, '12 hours at most'),
  /** Hours for which the key of the cache is lent. */
  cacheLeaseHours: z.int().min(24, '24 hours at least').max(72, '72 hours at most'),
} as const

export const policySchema = z
  .strictObject(policyFields)
  .refine(({ blankSeconds, lockSeconds }) => blankSeconds <= lockSeconds, {
    path: ['lockSeconds'],
    message: 'Lock no sooner than the screen is covered',
  })
export type TerminalPolicy = z.output<typeof policySchema>

export const POLICY_DEFAULTS: TerminalPolicy = {
  blankSeconds: 60,
  lockSeconds: 180,
  shiftHours: 12,
  pinDigits: 4,
  offlineShift: true,
  breakGlassHours: 4,
  cacheLeaseHours: 72,
}
