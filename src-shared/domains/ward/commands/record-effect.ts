import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Administration } from '../order-records.ts'

const input = z.strictObject({
  administrationId: z.uuid(),
  helped: z.enum(['yes', 'partly', 'no']),
  note: optionalText(200, 'The note').default(null),
  /** Left out: now. */
  at: instant.nullable().default(null),
})

/** Whether a medicine that was given when needed has helped. A second look replaces the first one, which the audit keeps. */
export const recordEffect = command({
  name: 'ward.recordEffect',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician'],
  input,
  *gather({ administrationId }) {
    return yield* get(Administration, administrationId)
  },
  decide(row, { helped, note, at }, { actor, occurredAt }) {
    if (!row) return refuse('ADMINISTRATION_UNKNOWN')
    if (row.status !== 'completed') return refuse('ADMINISTRATION_NOT_GIVEN')
    return apply([put(Administration, { ...row, effect: { helped, note, by: actor.userId, at: at ?? occurredAt } })])
  },
})
