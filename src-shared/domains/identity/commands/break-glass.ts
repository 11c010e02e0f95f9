import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { POLICY_DEFAULTS } from '../rules/policy.ts'
import { BreakGlass, breakGlassReasons, Policy } from '../terminal-records.ts'

const input = z.strictObject({
  patientId: z.uuid(),
  /** As the workstation knows it, for whoever reviews. */
  patientName: z.string().trim().max(200).nullable().default(null),
  reason: z.enum(breakGlassReasons),
  note: reason,
})
const HOUR_MS = 3_600_000

/** Opens the chart of one patient for a few hours to somebody whose patient it is not; somebody reviews it afterwards. */
export const breakGlass = command({
  name: 'identity.breakGlass',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician', 'pharmacist', 'labTechnician', 'administrator'],
  reauth: true,
  input,
  *gather(_, { facilityId }) {
    return yield* get(Policy, facilityId)
  },
  decide(policy, { patientId, reason, note }, { actor, commandId, deviceId, occurredAt }) {
    const hours = policy?.breakGlassHours ?? POLICY_DEFAULTS.breakGlassHours
    const until = occurredAt + hours * HOUR_MS
    const row = {
      ...{ id: commandId, userId: actor.userId, patientId, reason, note, openedAt: occurredAt, until, deviceId },
      ...{ outcome: null, reviewNote: null, reviewedBy: null, reviewedAt: null },
    }
    const flag = { code: 'BREAK_GLASS_REVIEW', params: {}, ownerRole: 'administrator' } as const
    return apply([put(BreakGlass, row)], { breakGlassId: commandId }, [flag])
  },
})
