import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Administration } from '../order-records.ts'

/** Marks the record of a dose as entered in error; it stays readable, and the dose is open again. */
export const markAdministrationInError = command({
  name: 'ward.markAdministrationInError',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician'],
  input: z.strictObject({ administrationId: z.uuid(), reason }),
  *gather({ administrationId }) {
    return yield* get(Administration, administrationId)
  },
  decide(row, entry, { actor, occurredAt }) {
    if (!row) return refuse('ADMINISTRATION_UNKNOWN')
    if (row.status === 'entered-in-error') return refuse('ADMINISTRATION_ALREADY_IN_ERROR')
    const mark = { errorReason: entry.reason, errorBy: actor.userId, errorAt: occurredAt }
    return apply([put(Administration, { ...row, ...mark, status: 'entered-in-error' })])
  },
})
