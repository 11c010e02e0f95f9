import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { Encounter, Patient } from '../records.ts'
import { historyFlags } from './history.ts'
import { standIn } from './stand-in.ts'

const input = z.strictObject({
  patientId: z.uuid(),
  /** HL7 v3 ActCode: AMB, EMER, IMP, … */
  class: z.string().trim().min(1, 'Choose the kind of visit').max(20),
  type: optionalText(200, 'The type of visit').default(null),
  reason: optionalText(200, 'The reason').default(null),
  startedAt: instant,
  endedAt: instant.nullable().default(null),
  sourceId: optionalText(120, 'The source id').default(null),
})

/** Records a contact of the patient with a hospital. */
export const recordEncounter = command({
  name: 'patients.recordEncounter',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician', 'administrator'],
  input,
  *gather({ patientId }) {
    return yield* get(Patient, patientId)
  },
  decide(patient, entry, { id, occurredAt }) {
    const encounterId = id('encounter')
    const span = { from: entry.startedAt, to: entry.endedAt, sourceId: entry.sourceId }
    return apply(
      [
        ...(patient ? [] : [put(Patient, standIn(entry.patientId, occurredAt))]),
        put(Encounter, { ...entry, id: encounterId }),
      ],
      { encounterId },
      historyFlags(patient, span, occurredAt),
    )
  },
})
