import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get, list } from '../../../kernel/gather.ts'
import { isAhead } from '../../../kernel/time.ts'
import { refuse } from '../errors.ts'
import { Admission, Vitals } from '../records.ts'
import { newestObservation } from './last-observed.ts'

const input = z.strictObject({ vitalsId: z.uuid(), reason })

/** Marks a set as entered in error; it stays readable, and counts for nothing any more. */
export const markVitalsInError = command({
  name: 'ward.markVitalsInError',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician', 'administrator'],
  input,
  *gather({ vitalsId }) {
    const vitals = yield* get(Vitals, vitalsId)
    const admission = vitals?.admissionId ? yield* get(Admission, vitals.admissionId) : null
    const sets = admission ? yield* list(Vitals, 'byAdmission', [admission.id]) : []
    return { vitals, admission, others: sets.filter((set) => set.id !== vitalsId) }
  },
  decide({ vitals, admission, others }, entry, { actor, occurredAt }) {
    if (!vitals) return refuse('VITALS_UNKNOWN')
    if (vitals.status === 'enteredInError') return refuse('VITALS_ALREADY_IN_ERROR')
    const mark = { errorReason: entry.reason, errorBy: actor.userId, errorAt: occurredAt }
    const past = others.filter((set) => !isAhead(set.takenAt, occurredAt))
    return apply([
      put(Vitals, { ...vitals, ...mark, status: 'enteredInError' }),
      ...(admission ? [put(Admission, { ...admission, lastVitalsAt: newestObservation(past) })] : []),
    ])
  },
})
