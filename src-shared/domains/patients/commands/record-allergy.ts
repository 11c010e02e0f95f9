import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { isAhead } from '../../../kernel/time.ts'
import { flag } from '../errors.ts'
import { Allergy, Patient } from '../records.ts'
import { standIn } from './stand-in.ts'

const input = z.strictObject({
  patientId: z.uuid(),
  substance: z
    .string()
    .trim()
    .min(1, 'Enter what the patient is allergic to')
    .max(120, 'The substance is too long (120 letters at most)'),
  code: optionalText(60, 'The code').default(null),
  reaction: optionalText(200, 'The reaction').default(null),
  severity: z.enum(['mild', 'moderate', 'severe']).nullable().default(null),
  /** Left out: now. */
  recordedAt: instant.nullable().default(null),
})

/** Records an allergy. The patient's row is put too: it guards "no known allergies" said at the same moment. */
export const recordAllergy = command({
  name: 'patients.recordAllergy',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician', 'pharmacist', 'administrator'],
  input,
  *gather({ patientId }) {
    return yield* get(Patient, patientId)
  },
  decide(patient, entry, { id, actor, occurredAt }) {
    const allergyId = id('allergy')
    const at = entry.recordedAt ?? occurredAt
    const flags = [
      ...(patient ? [] : [flag('PATIENT_UNKNOWN', 'nurse')]),
      ...(isAhead(at, occurredAt) ? [flag('PATIENT_TIME_AHEAD', 'nurse')] : []),
    ]
    const person = patient ?? standIn(entry.patientId, occurredAt)
    return apply(
      [
        put(Patient, { ...person, allergyStatus: 'known' }),
        put(Allergy, {
          ...entry,
          id: allergyId,
          recordedAt: at,
          recordedBy: actor.userId,
          status: 'active',
          errorReason: null,
        }),
      ],
      { allergyId },
      flags,
    )
  },
})
