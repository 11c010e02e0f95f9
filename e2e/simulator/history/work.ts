import type { Database } from '../../../src-main/platform/sqlite/database.ts'
import { dischargeStages } from '../../../src-shared/domains/ward/records.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { ITEMS, invoiceLine } from './furniture.ts'
import type { Work } from './history.ts'
import { SISTER, STRANGER } from './people.ts'

/** One command that a person gives at a workstation. */
export interface Given {
  name: string
  input: Record<string, unknown>
  actor: Actor
}
interface Scene {
  db: Database
  pick: number
  variant: number
  /** Of the workstation's own clock, as its screen would fill it in. */
  now: number
}

const FAMILY = ['Perera', 'Silva', 'Fernando', 'Dissanayake', 'Nadarajah']
const GIVEN = ['Kamala', 'Nimal', 'Sunil', 'Fathima', 'Anura']
const SUBSTANCES = ['Penicillin', 'Latex', 'Peanut', 'Aspirin']
/** Numbers that more than one registration brings: the same person at two desks. */
const NICS = ['198013800012', '199113800012', '801380001V']

type Row = Record<string, string | number | null>

const rowsOf = (db: Database, table: string, where = '1'): Row[] =>
  db.prepare(`SELECT * FROM ${table} WHERE ${where} ORDER BY id`).all() as Row[]
const oneOf = ({ db, pick }: Scene, table: string, where = '1'): Row | null => {
  const rows = rowsOf(db, table, where)
  return rows[pick % Math.max(1, rows.length)] ?? null
}
const by = (name: string, input: Record<string, unknown>, actor = SISTER): Given => ({ name, input, actor })

/** One that goes on with what the commands before it gave: ids and numbers. */
type Made = Readonly<Record<string, string>>
export type Following = (made: Made) => Given

/** What is to be saved for this work here and now; nothing where the screen has no row to do it to. */
export function given(what: Work, scene: Scene): (Given | Following)[] {
  return WAYS[what](scene)
}

const WAYS: Record<Work, (scene: Scene) => (Given | Following)[]> = {
  register: ({ pick, variant }) => [by('patients.register', person(pick, variant))],
  /** Registered, admitted and observed in one go; sometimes by somebody whose registration the hospital will refuse. */
  arrival: (scene) => {
    const bed = oneOf({ ...scene, pick: scene.variant }, 'ward_bed', `state = 'available'`)
    const entry = person(scene.pick, scene.variant)
    const register = by('patients.register', entry, scene.variant % 3 === 0 ? STRANGER : SISTER)
    if (!bed) return [register]
    const { familyName, givenName, sex, birthDate } = entry
    const patient = (made: Made) => ({
      ...{ id: made.patientId ?? null, phn: made.phn ?? null, family_name: familyName ?? null },
      ...{ given_name: givenName ?? null, sex, birth_date: birthDate },
    })
    return [
      register,
      (made) => by('ward.admit', admission(patient(made), bed)),
      (made) =>
        by('ward.recordVitals', vitals({ id: made.admissionId ?? null, patient_id: made.patientId ?? null }, scene, 0)),
    ]
  },
  registerSame: ({ pick, variant }) => [
    by('patients.register', { ...person(pick, variant), nic: NICS[variant % NICS.length] }),
  ],
  update: (scene) => onPatient(scene, (patient) => [by('patients.update', change(patient, scene.variant))]),
  allergy: (scene) =>
    onPatient(scene, ({ id }) => [
      by('patients.recordAllergy', { patientId: id, substance: SUBSTANCES[scene.variant % SUBSTANCES.length] }),
    ]),
  noAllergies: (scene) => onPatient(scene, ({ id }) => [by('patients.confirmNoAllergies', { patientId: id })]),
  retractAllergy: (scene) => {
    const allergy = oneOf(scene, 'patients_allergy')
    return allergy ? [by('patients.retractAllergy', { allergyId: allergy.id, reason: 'wrong patient' })] : []
  },
  admit: (scene) =>
    onPatient(scene, (patient) => {
      const free = scene.variant % 4 === 0 ? '1' : `state = 'available'`
      const bed = oneOf({ ...scene, pick: scene.variant }, 'ward_bed', free)
      return bed ? [by('ward.admit', admission(patient, bed))] : []
    }),
  transfer: (scene) =>
    onAdmission(scene, ({ id }) => {
      const bed = oneOf({ ...scene, pick: scene.variant }, 'ward_bed')
      return bed ? [by('ward.transfer', { admissionId: id, toBedId: bed.id })] : []
    }),
  vitals: (scene) => onAdmission(scene, (stay) => [by('ward.recordVitals', vitals(stay, scene, 0))]),
  vitalsRound: (scene) =>
    onAdmission(scene, (stay) =>
      Array.from({ length: 8 + (scene.variant % 5) * 12 }, (_, i) => by('ward.recordVitals', vitals(stay, scene, i))),
    ),
  vitalsAnywhere: (scene) =>
    onPatient(scene, ({ id }) => {
      const unknown = scene.variant % 2 ? testId(900 + scene.variant) : null
      return [by('ward.recordVitals', vitals({ id: unknown, patient_id: id ?? null }, scene, 0))]
    }),
  markInError: (scene) => {
    const set = oneOf(scene, 'ward_vitals')
    return set ? [by('ward.markVitalsInError', { vitalsId: set.id, reason: 'wrong patient' })] : []
  },
  isolation: (scene) =>
    onAdmission(scene, ({ id, isolation }) => [
      by('ward.setIsolation', { admissionId: id, from: isolation, to: scene.variant % 2 ? 'contact' : 'droplet' }),
    ]),
  discharge: (scene) => onAdmission(scene, (stay) => [by('ward.discharge', nextStage(stay, 0))]),
  dischargeWhole: (scene) =>
    onAdmission(scene, (stay) =>
      dischargeStages.slice(stagesOf(stay)).map((_, i) => by('ward.discharge', nextStage(stay, i))),
    ),
  cancelDischarge: (scene) =>
    onAdmission(scene, ({ id }) => [by('ward.cancelDischarge', { admissionId: id, reason: 'stays a day' })]),
  invalid: ({ variant }) => [
    by('patients.register', { ...person(variant, variant), birthDate: '2090-01-01' }),
    by('ward.recordVitals', { admissionId: null, patientId: testId(901), takenAt: 0 }),
  ],
  stranger: (scene) =>
    onPatient(scene, (patient) => [
      ...(scene.variant % 3 === 0 ? [by('patients.register', person(scene.pick, scene.variant), STRANGER)] : []),
      by('ward.recordVitals', vitals({ id: null, patient_id: patient.id ?? null }, scene, 0), STRANGER),
      by('patients.update', change(patient, scene.variant), STRANGER),
    ]),
  issue: ({ pick, variant }) => [
    by('depot.issue', {
      ...{ keyId: ITEMS[pick % ITEMS.length], quantity: 1 + (variant % 6), withSpecimen: variant % 3 === 0 },
      override: variant % 7 === 0 ? 'Cardiac arrest' : null,
    }),
  ],
  giveBack: ({ pick, variant }) => [
    by('depot.giveBackStock', { keyId: ITEMS[pick % ITEMS.length], quantity: 1 + (variant % 3) }),
  ],
  /** Two desks that take in the same lot at once make two batches of it. */
  receive: (scene) => {
    const supplier = oneOf(scene, 'pharmacy_supplier')
    const product = oneOf(scene, 'pharmacy_product')
    const department = oneOf(scene, 'pharmacy_department')
    if (!supplier || !product || !department) return []
    const lines = [invoiceLine(String(product.id), scene.variant)]
    const of = { departmentId: department.id, supplierId: supplier.id, invoice: `INV ${scene.pick}` }
    return [by('pharmacy.receiveGoods', { ...of, lines, discount: scene.variant, again: scene.variant % 2 === 0 })]
  },
  /** To one to three people after each other; sometimes of two batches, or of one that is not the first to expire, or more than is held: with a reason. */
  dispense: (scene) => {
    const stocks = rowsOf(scene.db, 'pharmacy_stock')
    const [first, second] = [0, 1].map((i) => stocks[(scene.pick + i) % Math.max(1, stocks.length)])
    if (!first) return []
    const reason = scene.variant % 4 === 0 ? null : 'The box in my hand'
    const also = second && second.id !== first.id && scene.variant % 3 === 0 ? [second] : []
    const lines = [first, ...also].map(({ id }) => ({ stockId: id, quantity: 1 + (scene.variant % 4), reason }))
    const patient = oneOf(scene, 'patients_patient')
    const entry = { departmentId: first.department_id, patientId: patient?.id ?? null, lines }
    return Array.from({ length: 1 + (scene.variant % 3) }, () => by('pharmacy.dispense', entry))
  },
  bringBack: (scene) => {
    const line = oneOf(scene, 'pharmacy_dispensed_line')
    const about = { quantity: 1 + (scene.variant % 2), restocked: scene.variant % 3 > 0, reason: 'Not taken' }
    return line ? [by('pharmacy.returnDispensed', { lineId: line.id, ...about })] : []
  },
  closeItem: (scene) => {
    const service = scene.variant % 2 ? 'ward' : 'patients'
    const item = oneOf(scene, `${service}_inbox_item`)
    return item ? [by(`${service}.closeInboxItem`, { itemId: item.id, how: 'acknowledged', note: 'seen' })] : []
  },
}

const onPatient = (scene: Scene, make: (patient: Row) => Given[]) => {
  const patient = oneOf(scene, 'patients_patient')
  return patient ? make(patient) : []
}
const onAdmission = (scene: Scene, make: (admission: Row) => Given[]) => {
  const admission = oneOf(scene, 'ward_admission')
  return admission ? make(admission) : []
}

const person = (pick: number, variant: number) => ({
  familyName: FAMILY[pick % FAMILY.length],
  givenName: GIVEN[variant % GIVEN.length],
  sex: variant % 2 ? 'female' : 'male',
  birthDate: '1980-05-17',
})

const change = (patient: Row, variant: number) => ({
  patientId: patient.id,
  changes:
    variant % 3 === 0
      ? { locality: { from: patient.locality ?? null, to: `Village ${variant}` } }
      : { phone: { from: patient.phone ?? null, to: `07712345${10 + variant}` } },
})

const admission = (patient: Row, bed: Row) => ({
  patientId: patient.id,
  patient: {
    phn: patient.phn,
    familyName: patient.family_name,
    givenName: patient.given_name,
    sex: patient.sex,
    birthDate: patient.birth_date,
  },
  wardId: bed.ward_id,
  bedId: bed.id,
  reason: 'Pneumonia',
})

const vitals = (stay: Row, { variant, now }: Scene, i: number) => ({
  admissionId: stay.id ?? null,
  patientId: stay.patient_id,
  takenAt: now - i * 60_000,
  pulse: 60 + variant + i,
  ...(variant % 5 === 0 ? { systolic: 80, diastolic: 120 } : {}),
})

const stagesOf = ({ stages }: Row) => (JSON.parse(String(stages ?? '[]')) as unknown[]).length
const nextStage = (stay: Row, i: number) => ({
  admissionId: stay.id,
  stage: dischargeStages[stagesOf(stay) + i] ?? 'physical',
})
