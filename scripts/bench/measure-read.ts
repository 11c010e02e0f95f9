import { patientFaces } from '../../src-main/domains/patients/index.ts'
import { admissionChart } from '../../src-main/domains/ward/queries/chart.ts'
import { admissionsOf, type LocalSubject, nurseOf } from './measure-local.ts'
import { type Sample, sampleOf } from './stats.ts'

/** Charts read as the screen's query does, each another one; `audited`: with the entry of the audit on the disk first. */
export async function measureChart(
  { station, facilityId }: LocalSubject,
  { audited, count }: { audited: boolean; count: number },
): Promise<Sample> {
  const { db, device } = station
  const admissions = admissionsOf(station)
  const { actor } = nurseOf(facilityId)
  const times: number[] = []
  for (let i = -20; i < count; i++) {
    const { id, patient_id: patientId } = admissions[(i + 20) % admissions.length] as (typeof admissions)[number]
    const scopes = device.scopes()
    const faces = (ids: readonly string[]) => patientFaces(db, ids, true)
    const started = performance.now()
    admissionChart({ db, scopes, faces, now: Date.now(), utcOffsetMinutes: 330 }, id, () => '')
    // a subject of its own each time: the same one again within a minute is no new entry
    const read = { actor, action: 'read.chart', subject: `${id} ${i}`, patientIds: [patientId] }
    if (audited) await station.audit.read(read)
    if (i >= 0) times.push(performance.now() - started)
  }
  return sampleOf(times)
}
