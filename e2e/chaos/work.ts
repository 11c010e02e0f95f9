import { randomUUID } from 'node:crypto'
import type { Station } from '../../src-main/platform/station.ts'
import type { Actor } from '../../src-shared/kernel/actor.ts'
import type { Chance } from './random.ts'

export interface Entry {
  name: string
  input: Record<string, unknown>
  actor: Actor
  kind: string
  /** Member of the result that names the row made; null where `of` does. */
  made: string | null
  /** Row that is marked as entered in error. */
  of: string | null
}
/** The next entry; null where there is nothing to do it on. */
export type Work = () => Entry | null

interface Patient {
  id: string
  phn: string
  family_name: string
  given_name: string
  sex: string
  birth_date: string
}
interface Stay {
  id: string
  patient_id: string
}
const NEWEST = 'ORDER BY rowid DESC LIMIT 30'

interface Desk {
  actor: Actor
  /** One of the rows that a query gives, by chance; null where it gives none. */
  any<T>(sql: string, ...values: unknown[]): T | null
  chance: Chance
}
type Act = (desk: Desk) => Entry | null

/** Of a hundred entries. Moves and errors are rare as on a ward: they hang the beds of the whole hospital together. */
const OFTEN: readonly (readonly [number, Act])[] = [
  [12, register],
  [8, recordAllergy],
  [3, retractAllergy],
  [8, admit],
  [2, move],
  [3, takeBack],
  [64, observe],
]

/** What a nurse does all day, in a random order, on what her workstation shows; null before the staff has arrived. */
export function workOf(station: Station, username: string, chance: Chance): Work | null {
  const { db } = station
  const found = db.prepare('SELECT id, roles FROM identity_user WHERE username = ?').get(username)
  if (!found) return null
  const { id: userId, roles } = found as { id: string; roles: string }
  const any = <T>(sql: string, ...values: unknown[]) => {
    const all = db.prepare(sql).all(...values) as T[]
    return all.length > 0 ? chance.pick(all) : null
  }
  const desk: Desk = { actor: { userId, roles: JSON.parse(roles) }, any, chance }
  const hundred = OFTEN.flatMap(([times, act]) => Array.from({ length: times }, () => act))
  return () => chance.pick(hundred)(desk)
}

interface Making {
  actor: Actor
  input: Record<string, unknown>
}
const made = (name: string, kind: string, member: string, { actor, input }: Making): Entry => ({
  ...{ name, input, actor, kind, made: member, of: null },
})
const marked = (name: string, kind: string, of: string, { actor, input }: Making): Entry => ({
  ...{ name, input, actor, kind, made: null, of },
})

/** No two people alike: a stop for a likely duplicate is another test's. */
function register({ actor, chance }: Desk): Entry {
  const input = {
    ...{ familyName: randomUUID().slice(0, 13), givenName: randomUUID().slice(0, 8), sex: 'female' },
    birthDate: `19${chance.between(30, 99)}-0${chance.between(1, 9)}-${chance.between(10, 28)}`,
  }
  return made('patients.register', 'patients.patient', 'patientId', { actor, input })
}

function recordAllergy({ any, actor }: Desk): Entry | null {
  const patient = any<Patient>(`SELECT * FROM patients_patient ${NEWEST}`)
  const input = { patientId: patient?.id, substance: `S-${randomUUID()}` }
  return patient && made('patients.recordAllergy', 'patients.allergy', 'allergyId', { actor, input })
}

function retractAllergy({ any, actor }: Desk): Entry | null {
  const own = `SELECT id FROM patients_allergy WHERE status = 'active' AND recorded_by = ? ${NEWEST}`
  const allergy = any<{ id: string }>(own, actor.userId)
  const input = { allergyId: allergy?.id, reason: 'wrong patient' }
  return allergy && marked('patients.retractAllergy', 'patients.allergy', allergy.id, { actor, input })
}

function admit({ any, actor }: Desk): Entry | null {
  const bed = any<{ id: string; ward_id: string }>(`SELECT id, ward_id FROM ward_bed WHERE state = 'available'`)
  const patient = any<Patient>(
    `SELECT * FROM patients_patient WHERE id NOT IN (SELECT patient_id FROM ward_admission) ${NEWEST}`,
  )
  if (!bed || !patient) return null
  return made('ward.admit', 'ward.admission', 'admissionId', { actor, input: admission(patient, bed) })
}

const STAYS = `SELECT id, patient_id FROM ward_admission WHERE status = 'admitted'`

function move({ any, actor }: Desk): Entry | null {
  const stay = any<Stay>(STAYS)
  const bed = any<{ id: string }>(`SELECT id FROM ward_bed WHERE state = 'available'`)
  const input = { admissionId: stay?.id, toBedId: bed?.id }
  return stay && bed && made('ward.transfer', 'ward.transfer', 'transferId', { actor, input })
}

function takeBack({ any, actor }: Desk): Entry | null {
  const own = `SELECT id FROM ward_vitals WHERE status = 'final' AND taken_by = ? ${NEWEST}`
  const set = any<{ id: string }>(own, actor.userId)
  const input = { vitalsId: set?.id, reason: 'wrong patient' }
  return set && marked('ward.markVitalsInError', 'ward.vitals', set.id, { actor, input })
}

function observe({ any, actor, chance }: Desk): Entry | null {
  const stay = any<Stay>(STAYS)
  const when = { takenAt: Date.now(), pulse: chance.between(50, 130) }
  const input = { patientId: stay?.patient_id, admissionId: stay?.id, ...when }
  return stay && made('ward.recordVitals', 'ward.vitals', 'vitalsId', { actor, input })
}

const admission = (patient: Patient, bed: { id: string; ward_id: string }) => ({
  patientId: patient.id,
  patient: {
    ...{ phn: patient.phn, familyName: patient.family_name, givenName: patient.given_name },
    ...{ sex: patient.sex, birthDate: patient.birth_date },
  },
  ...{ wardId: bed.ward_id, bedId: bed.id, admittedAt: Date.now(), reason: 'Dengue fever' },
})
