import { z } from 'zod'
import { roleSchema } from '../../kernel/actor.ts'
import { kind } from '../../kernel/kind.ts'

/** Why somebody has a role on a ward: belongs to it, stands in for somebody, or was asked to look at its patients. */
export const relationships = ['wardStaff', 'covering', 'consulting'] as const

/**
 * One role of one person, on one ward or on all, for a time. Rows are never taken away: what somebody did is judged by
 * what she was at that moment. Whoever has no such row has the roles of her own record on every ward, without an end.
 */
export const RoleGrant = kind({
  name: 'identity.roleGrant',
  fields: {
    userId: z.uuid(),
    role: roleSchema,
    wardId: z.uuid().nullable(),
    relationship: z.enum(relationships),
    validFrom: z.int(),
    /** The first moment at which it does not count; null: until it is ended. */
    validUntil: z.int().nullable(),
    givenBy: z.uuid(),
    endedAt: z.int().nullable(),
    endedBy: z.uuid().nullable(),
    /** Taken away because of what the person did: then nothing counts any more that arrives later, whenever it was done. */
    forCause: z.boolean(),
    reason: z.string().max(200).nullable(),
  },
  indexes: { byUser: ['userId'] },
  scope: { type: 'fixed', scope: 'staff' },
})
