import { z } from 'zod'
import { apply, command, type Flag, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import type { RowOf, Scalar } from '../../../kernel/kind.ts'
import { flag, refuse } from '../errors.ts'
import { Patient } from '../records.ts'
import { dateRefusal } from './dates.ts'
import { demographics } from './fields.ts'
import { gatherNicHolders, nicRefusal } from './nic-check.ts'

const seen = z.union([z.string().max(200), z.number(), z.boolean(), z.null()])
/** `from`: what the screen showed before the change; `to`: what it shall be. */
const change = <To extends z.ZodType>(to: To) => z.strictObject({ from: seen, to }).optional()

const changesSchema = z
  .strictObject({
    familyName: change(demographics.familyName),
    givenName: change(demographics.givenName),
    title: change(demographics.title),
    sex: change(demographics.sex),
    birthDate: change(demographics.birthDate),
    birthDateEstimated: change(demographics.birthDateEstimated),
    nic: change(demographics.nic),
    phone: change(demographics.phone),
    locality: change(demographics.locality),
    nextOfKinName: change(demographics.nextOfKinName),
    nextOfKinPhone: change(demographics.nextOfKinPhone),
    deceasedAt: change(demographics.deceasedAt),
    identity: change(z.enum(['known', 'newborn', 'unknown'])),
  })
  .refine((changes) => Object.values(changes).some((each) => each !== undefined), 'Nothing was changed')
const input = z.strictObject({ patientId: z.uuid(), changes: changesSchema })

type Field = keyof z.output<typeof changesSchema>
const WORDS: Record<Field, string> = {
  familyName: 'the family name',
  givenName: 'the given name',
  title: 'the title',
  sex: 'the sex',
  birthDate: 'the date of birth',
  birthDateEstimated: 'whether the date of birth is estimated',
  nic: 'the NIC',
  phone: 'the phone number',
  locality: 'the town or village',
  nextOfKinName: 'the name of the next of kin',
  nextOfKinPhone: 'the phone number of the next of kin',
  deceasedAt: 'the time of death',
  identity: 'whether the patient is known',
}

/**
 * Changes single fields of a patient. A field that somebody else changed meanwhile is not overwritten: while the person
 * waits all is refused with their value; afterwards the other fields count, and both values go to the inbox.
 */
export const update = command({
  name: 'patients.update',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician', 'pharmacist', 'cashier', 'administrator'],
  input,
  *gather({ patientId, changes }) {
    const patient = yield* get(Patient, patientId)
    return { patient, nicHolders: yield* gatherNicHolders(changes.nic?.to ?? null, patientId) }
  },
  decide({ patient, nicHolders }, { changes }, { occurredAt, utcOffsetMinutes, attended }) {
    if (!patient) return refuse('PATIENT_UNKNOWN')
    if (patient.status === 'merged') return refuse('PATIENT_MERGED')
    const made = Object.entries(changes).filter(([, each]) => each !== undefined) as [Field, Change][]
    const lost = made.filter(([field, { from, to }]) => patient[field] !== from && patient[field] !== to)
    if (lost[0] && attended) return refuse('PATIENT_FIELD_CHANGED', fieldChanged(patient, lost[0][0]))
    const free = made.filter((each) => !lost.includes(each))
    const to = Object.fromEntries(free.map(([field, each]) => [field, each.to])) as Partial<PatientRow>
    const refusal = dateRefusal(to, { occurredAt, utcOffsetMinutes }) ?? nicRefusal(to.nic ?? null, nicHolders)
    if (refusal) return refusal
    return apply(free.length > 0 ? [put(Patient, { ...patient, ...to })] : [], {}, conflict(patient, lost))
  },
})

type PatientRow = RowOf<typeof Patient>

const fieldChanged = (patient: PatientRow, field: Field) => ({ field: WORDS[field], theirs: shown(patient[field]) })

/** Both values of every field that the change came too late for. */
function conflict(patient: PatientRow, lost: readonly [Field, Change][]): Flag[] {
  const first = lost[0]?.[0]
  if (first === undefined) return []
  const sides = lost.map(([field, { to }]) => ({ field, ours: to, theirs: patient[field] }))
  return [{ ...flag('PATIENT_FIELD_CHANGED', 'cashier', fieldChanged(patient, first)), sides }]
}

interface Change {
  from: Scalar
  to: Scalar
}

const shown = (value: Scalar) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value ?? 'empty'))
