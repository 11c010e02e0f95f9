import { z } from 'zod'
import { ageOn } from '../../../kernel/clinical-date.ts'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { type Gather, get } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { isAhead } from '../../../kernel/time.ts'
import { Admission, Vitals, WardPatient } from '../records.ts'
import { news2 } from '../rules/news2.ts'
import { isObservation } from './last-observed.ts'
import { hasMeasurement, measurements } from './measurements.ts'
import { type VitalsState, vitalsFlags } from './vitals-flags.ts'
import { strangerOf } from './ward-patient.ts'

const input = z
  .strictObject({
    /** Null for observations outside an admission. */
    admissionId: z.uuid().nullable(),
    patientId: z.uuid(),
    takenAt: instant,
    /** Left out: who enters it. */
    takenBy: z.uuid().nullable().default(null),
    ...measurements,
    sourceId: optionalText(120, 'The source id').default(null),
  })
  .refine(hasMeasurement, { message: 'Enter at least one measurement' })
type Entry = z.output<typeof input>

/** Records one set of observations with its NEWS2. Two sets of the same minute both stay. */
export const recordVitals = command({
  name: 'ward.recordVitals',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician', 'administrator'],
  input,
  gather: gatherStay,
  decide(state, entry, { id, actor, occurredAt, utcOffsetMinutes }) {
    const { patient, admission } = state
    const vitalsId = id('vitals')
    const score = news2Of(entry, state, utcOffsetMinutes)
    const row = {
      ...entry,
      id: vitalsId,
      admissionId: admission?.id ?? null,
      takenBy: entry.takenBy ?? actor.userId,
      spo2Scale: admission?.spo2Scale ?? 1,
      news2: score,
      status: 'final' as const,
      errorReason: null,
      errorBy: null,
      errorAt: null,
    }
    return apply(
      [
        ...(patient ? [] : [put(WardPatient, strangerOf(entry.patientId))]),
        ...(admission && isNewest(entry, admission, occurredAt)
          ? [put(Admission, { ...admission, lastVitalsAt: entry.takenAt })]
          : []),
        put(Vitals, row),
      ],
      { vitalsId, ...(score === null ? {} : { news2: String(score) }) },
      vitalsFlags(entry, state, occurredAt),
    )
  },
})

/** The patient and the stay that an entry at the bedside belongs to. */
export function* gatherStay(entry: Pick<Entry, 'admissionId' | 'patientId'>): Gather<VitalsState> {
  const { admissionId, patientId } = entry
  const patient = yield* get(WardPatient, patientId)
  if (admissionId === null) return { patient, named: null, admission: null }
  const named = yield* get(Admission, admissionId)
  if (named?.patientId === patientId) return { patient, named, admission: named }
  // the admission was refused (the other station was first) or is another patient's: never on a stranger's chart
  return { patient, named, admission: patient?.admissionId ? yield* get(Admission, patient.admissionId) : null }
}

function news2Of(entry: Entry, { patient, admission }: VitalsState, utcOffsetMinutes: number): number | null {
  const age = patient?.birthDate ? ageOn(patient.birthDate, entry.takenAt, utcOffsetMinutes) : null
  const result = news2({
    ...entry,
    spo2Scale: admission?.spo2Scale ?? 1,
    ageYears: age?.years ?? null,
    pregnant: admission?.pregnant ?? false,
  })
  return result.kind === 'score' ? result.total : null
}

/** A time in the future must not silence "observations overdue" until then. */
const isNewest = (entry: Entry, { lastVitalsAt }: RowOf<typeof Admission>, occurredAt: number) =>
  isObservation(entry) && !isAhead(entry.takenAt, occurredAt) && (lastVitalsAt === null || entry.takenAt > lastVitalsAt)
