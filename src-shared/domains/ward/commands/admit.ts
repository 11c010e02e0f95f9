import { z } from 'zod'
import { apply, command, type Decision, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { isAhead } from '../../../kernel/time.ts'
import { refuse } from '../errors.ts'
import { Admission, Bed, isolationSchema, WardPatient } from '../records.ts'
import { gatherBed, takeBed } from './bed-choice.ts'
import { patientStub } from './fields.ts'
import { knownPatient, nameOf } from './ward-patient.ts'

const input = z.strictObject({
  patientId: z.uuid(),
  patient: patientStub,
  wardId: z.uuid(),
  bedId: z.uuid(),
  /** Left out: now. */
  admittedAt: instant.nullable().default(null),
  reason: z.string().trim().max(200, 'The reason is too long (200 letters at most)').default(''),
  consultant: optionalText(80, 'The consultant').default(null),
  isolation: isolationSchema.default('none'),
  pregnant: z.boolean().default(false),
  sourceId: optionalText(120, 'The source id').default(null),
})
type Entry = z.output<typeof input>

/**
 * Admits a patient to a free bed and gives the bed head ticket number. A patient whose bed somebody else took meanwhile
 * is admitted without one.
 */
export const admit = command({
  name: 'ward.admit',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician', 'cashier', 'administrator'],
  input,
  *gather(entry) {
    const choice = yield* gatherBed(entry.bedId)
    const patient = yield* get(WardPatient, entry.patientId)
    const current = patient?.admissionId ? yield* get(Admission, patient.admissionId) : null
    return { choice, patient, current }
  },
  decide({ choice, patient, current }, entry, context) {
    const { bed, ward } = choice
    if (!bed || !ward || bed.wardId !== entry.wardId) return refuse('WARD_BED_UNKNOWN')
    const person = knownPatient(patient, entry.patientId, entry.patient)
    const taken = takeBed(choice, context.attended)
    const refusal = patientRefusal(person, current) ?? taken.refusal
    if (refusal) return refusal
    const admittedAt = entry.admittedAt ?? context.occurredAt
    if (isAhead(admittedAt, context.occurredAt)) return refuse('WARD_TIME_AHEAD')

    const [id, bht] = [context.id('admission'), context.number('bht')]
    return apply(
      [
        put(WardPatient, { ...person, wardId: ward.id, admissionId: id }),
        put(Admission, { ...newAdmission(entry), id, bht, admittedAt, bedId: taken.bed?.id ?? null }),
        ...(taken.bed ? [put(Bed, { ...taken.bed, state: 'occupied', admissionId: id })] : []),
      ],
      { admissionId: id, bht },
      taken.flags,
    )
  },
})

function patientRefusal(person: RowOf<typeof WardPatient>, current: RowOf<typeof Admission> | null): Decision | null {
  if (person.admissionId) return refuse('WARD_ALREADY_ADMITTED', { name: nameOf(person), bht: current?.bht ?? '' })
  if (person.deceasedAt !== null) return refuse('WARD_PATIENT_DECEASED', { name: nameOf(person) })
  return null
}

const newAdmission = ({ patient: _, admittedAt: __, ...entry }: Entry) => ({
  ...entry,
  spo2Scale: 1 as const,
  spo2ScaleBy: null,
  observeEveryMinutes: null,
  status: 'admitted' as const,
  stages: [],
  dischargedAt: null,
  lastVitalsAt: null,
})
