import { z } from 'zod'
import { kind } from '../../kernel/kind.ts'
import { policyFields } from './rules/policy.ts'

const millis = z.int()

/** How shared terminals behave; one row, its id is the facility's. Where there is none, POLICY_DEFAULTS hold. */
export const Policy = kind({
  name: 'identity.policy',
  fields: policyFields,
  scope: { type: 'fixed', scope: 'staff' },
})

/** A person's badge: what a scan of it hashes to, never what is printed on it. One for each person; null: withdrawn. */
export const Badge = kind({
  name: 'identity.badge',
  fields: { userId: z.uuid(), codeHash: z.string().min(20).max(120).nullable() },
  indexes: { byUser: ['userId'], byCode: ['codeHash'] },
  scope: { type: 'fixed', scope: 'staff' },
})

/**
 * The wards whose charts a person opens without a reason; the id is the user's. Whoever has no such row opens those of
 * every ward that the workstation holds.
 */
export const ChartAccess = kind({
  name: 'identity.chartAccess',
  fields: { wards: z.array(z.uuid()).max(200) },
  scope: { type: 'fixed', scope: 'staff' },
})

export const breakGlassReasons = ['emergency', 'covering', 'consulted', 'followUp', 'other'] as const
export const breakGlassOutcomes = ['justified', 'clarified', 'notJustified'] as const

/**
 * Somebody opened the chart of a patient who was not hers to open. The id is that of its command, so that the entry of
 * the inbox has the same. It is on every workstation: the person may go on at another one.
 */
export const BreakGlass = kind({
  name: 'identity.breakGlass',
  fields: {
    userId: z.uuid(),
    patientId: z.uuid(),
    reason: z.enum(breakGlassReasons),
    note: z.string().max(200),
    openedAt: millis,
    until: millis,
    deviceId: z.uuid(),
    outcome: z.enum(breakGlassOutcomes).nullable(),
    reviewNote: z.string().max(500).nullable(),
    reviewedBy: z.uuid().nullable(),
    reviewedAt: millis.nullable(),
  },
  indexes: { byUser: ['userId', 'patientId'] },
  scope: { type: 'fixed', scope: 'staff' },
})
