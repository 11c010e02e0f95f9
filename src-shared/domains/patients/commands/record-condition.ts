import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { Condition, Patient } from '../records.ts'
import { historyFlags } from './history.ts'
import { standIn } from './stand-in.ts'

const input = z.strictObject({
  patientId: z.uuid(),
  code: optionalText(60, 'The code').default(null),
  display: z.string().trim().min(1, 'Enter the diagnosis').max(200, 'The diagnosis is too long (200 letters at most)'),
  clinicalStatus: optionalText(40, 'The status').default(null),
  onsetAt: instant.nullable().default(null),
  abatedAt: instant.nullable().default(null),
  sourceId: optionalText(120, 'The source id').default(null),
})

/** Records a diagnosis or problem of the patient. */
export const recordCondition = command({
  name: 'patients.recordCondition',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician', 'administrator'],
  input,
  *gather({ patientId }) {
    return yield* get(Patient, patientId)
  },
  decide(patient, entry, { id, occurredAt }) {
    const conditionId = id('condition')
    const span = { from: entry.onsetAt, to: entry.abatedAt, sourceId: entry.sourceId }
    return apply(
      [
        ...(patient ? [] : [put(Patient, standIn(entry.patientId, occurredAt))]),
        put(Condition, { ...entry, id: conditionId }),
      ],
      { conditionId },
      historyFlags(patient, span, occurredAt),
    )
  },
})
