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

/** What a nurse does all day, in a random order, on what her workstation shows; null before the staff has arrived. */
export function workOf(station: Station, username: string, chance: Chance): Work | null {
  const { db } = station
  const found = db.prepare('SELECT id, roles FROM identity_user WHERE username = ?').get(username)
  if (!found) return null
  const { id: userId, roles } = found as { id: string; roles: string }
  const actor: Actor = { userId, roles: JSON.parse(roles) }
  const any = <T>(sql: string, ...values: unknown[]) => {
    const all = db.prepare(sql).all(...values) as T[]
    return all.length > 0 ? chance.pick(all) : null
  }
  const made = (name: string, kind: string, member: string, input: Record<string, unknown>): Entry => ({
    ...{ name, input, actor, kind, made: member, of: null },
  })
  const marked = (name: string, kind: string, of: string, input: Record<string, unknown>): Entry => ({
    ...{ name, input, actor, kind, made: null, of },
  })
  const acts: readonly Work[] = [
    // no two people alike: a stop for a likely duplicate is another test's
    () =>
      made('patients.register', 'patients.patient', 'patientId', {
        ...{ familyName: randomUUID().slice(0, 13), givenName: randomUUID().slice(0, 8), sex: 'female' },
        birthDate: `19${chance.between(30, 99)}-0${chance.between(1, 9)}-${chance.between(10, 28)}`,
      }),
    () => {
      const patient = any<Patient>(`SELECT * FROM patients_patient ${NEWEST}`)
      const input = { patientId: patient?.id, substance: `S-${randomUUID()}` }
      return patient && made('patients.recordAllergy', 'patients.allergy', 'allergyId', input)
    },
    () => {
      const allergy = any<{ id: string }>(
        `SELECT id FROM patients_allergy WHERE status = 'active' AND recorded_by = ? ${NEWEST}`,
        userId,
      )
      const input = { allergyId: allergy?.id, reason: 'wrong patient' }
      return allergy && marked('patients.retractAllergy', 'patients.allergy', allergy.id, input)
    },
    () => {
      const bed = any<{ id: string; ward_id: string }>(`SELECT id, ward_id FROM ward_bed WHERE state = 'available'`)
      const patient = any<Patient>(
        `SELECT * FROM patients_patient WHERE id NOT IN (SELECT patient_id FROM ward_admission) ${NEWEST}`,
      )
      return bed && patient && made('ward.admit', 'ward.admission', 'admissionId', admission(patient, bed))
    },
    () => {
      const stay = any<Stay>(`SELECT id, patient_id FROM ward_admission WHERE status = 'admitted' ${NEWEST}`)
      const bed = any<{ id: string }>(`SELECT id FROM ward_bed WHERE state = 'available'`)
      const input = { admissionId: stay?.id, toBedId: bed?.id }
      return stay && bed && made('ward.transfer', 'ward.transfer', 'transferId', input)
    },
    () => {
      const set = any<{ id: string }>(
        `SELECT id FROM ward_vitals WHERE status = 'final' AND taken_by = ? ${NEWEST}`,
        userId,
      )
      const input = { vitalsId: set?.id, reason: 'wrong patient' }
      return set && marked('ward.markVitalsInError', 'ward.vitals', set.id, input)
    },
    ...Array.from({ length: 5 }, () => () => vitals()),
  ]
  function vitals(): Entry | null {
    const stay = any<Stay>(`SELECT id, patient_id FROM ward_admission WHERE status = 'admitted' ${NEWEST}`)
    const input = {
      patientId: stay?.patient_id,
      admissionId: stay?.id,
      takenAt: Date.now(),
      pulse: chance.between(50, 130),
    }
    return stay && made('ward.recordVitals', 'ward.vitals', 'vitalsId', input)
  }
  return () => chance.pick(acts)()
}

const admission = (patient: Patient, bed: { id: string; ward_id: string }) => ({
  patientId: patient.id,
  patient: {
    ...{ phn: patient.phn, familyName: patient.family_name, givenName: patient.given_name },
    ...{ sex: patient.sex, birthDate: patient.birth_date },
  },
  ...{ wardId: bed.ward_id, bedId: bed.id, admittedAt: Date.now(), reason: 'Dengue fever' },
})
