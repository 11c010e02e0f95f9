import { demoUserId } from '../../server/demo/seed.ts'
import type { Station } from '../../src-main/platform/station.ts'
import { type Sample, sampleOf, timeEach } from './stats.ts'

export interface LocalSubject {
  station: Station
  facilityId: string
}
interface Row {
  id: string
  patient_id: string
}

export const nurseOf = (facilityId: string) => ({
  actor: { userId: demoUserId(facilityId, 'nimali'), roles: ['nurse' as const] },
})

export function admissionsOf(station: Station): Row[] {
  return station.db
    .prepare("SELECT id, patient_id FROM ward_admission WHERE status = 'admitted' ORDER BY id")
    .all() as Row[]
}

/** A whole set of observations for the i-th admission, a minute after the one before. */
export function vitalsInput(admission: Row, i: number) {
  return {
    admissionId: admission.id,
    patientId: admission.patient_id,
    takenAt: Date.now() - 3600_000 + i,
    respirationRate: 14 + (i % 9),
    spo2: 94 + (i % 6),
    onOxygen: false,
    systolic: 105 + (i % 30),
    diastolic: 70,
    pulse: 66 + (i % 40),
    consciousness: 'A',
    temperature: 36.5 + (i % 15) / 10,
  }
}

/** `ward.recordVitals` until it is durable on the disk. */
export function measureSave({ station, facilityId }: LocalSubject, count: number): Sample {
  const admissions = admissionsOf(station)
  const who = nurseOf(facilityId)
  return sampleOf(
    timeEach(count, (i) => {
      const admission = admissions[Math.abs(i) % admissions.length] as Row
      station.execute('ward.recordVitals', 1, vitalsInput(admission, Math.abs(i)), who)
    }),
  )
}
