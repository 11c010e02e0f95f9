import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Generic } from '../records.ts'

/** Takes a medicine out of what can be ordered. What was ordered and given of it stays readable. */
export const retireMedicine = command({
  name: 'pharmacy.retireMedicine',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input: z.strictObject({ genericId: z.uuid(), reason }),
  *gather({ genericId }) {
    return yield* get(Generic, genericId)
  },
  decide(generic) {
    if (!generic) return refuse('MEDICINE_UNKNOWN')
    return apply([put(Generic, { ...generic, retired: true })])
  },
})
