import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { FluidRecord } from '../fluid-records.ts'

const input = z.strictObject({ fluidId: z.uuid(), reason })

/** Marks a volume as entered in error; it stays readable, and counts in no sum any more. */
export const markFluidInError = command({
  name: 'ward.markFluidInError',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician'],
  input,
  *gather({ fluidId }) {
    return yield* get(FluidRecord, fluidId)
  },
  decide(fluid, entry, { actor, occurredAt }) {
    if (!fluid) return refuse('FLUID_UNKNOWN')
    if (fluid.status === 'enteredInError') return refuse('FLUID_ALREADY_IN_ERROR')
    const mark = { errorReason: entry.reason, errorBy: actor.userId, errorAt: occurredAt }
    return apply([put(FluidRecord, { ...fluid, ...mark, status: 'enteredInError' })])
  },
})
