import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { InfusionStep } from '../infusion-records.ts'

/** Marks a step of an infusion as entered in error; it stays readable, and the infusion is reckoned without it. */
export const markInfusionStepInError = command({
  name: 'ward.markInfusionStepInError',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician'],
  input: z.strictObject({ stepId: z.uuid(), reason }),
  *gather({ stepId }) {
    return yield* get(InfusionStep, stepId)
  },
  decide(row, entry, { actor, occurredAt }) {
    if (!row) return refuse('INFUSION_STEP_UNKNOWN')
    if (row.status === 'enteredInError') return refuse('INFUSION_STEP_ALREADY_IN_ERROR')
    const mark = { errorReason: entry.reason, errorBy: actor.userId, errorAt: occurredAt }
    return apply([put(InfusionStep, { ...row, ...mark, status: 'enteredInError' })])
  },
})
