import type { PlanContext } from './plan.ts'
import type { FhirEncounter } from './resources.ts'
import { instantOf, wordsOf } from './resources.ts'

/** HL7 v3 ActCode classes that are stays in a bed. */
const INPATIENT = ['IMP', 'ACUTE', 'NONAC']

/** Every encounter is kept in the patient's history; an inpatient one that has ended is a past admission as well. */
export function mapEncounter(encounter: FhirEncounter, context: PlanContext, importWardId: string): string | null {
  const skip = (reason: string): null => {
    context.skipped.push({ resource: 'Encounter', id: encounter.id, reason })
    return null
  }
  const patient = context.patients.get(encounter.subject?.reference ?? '')
  if (!patient) return skip('its patient is not in the bundle')
  if (['cancelled', 'entered-in-error'].includes(encounter.status)) return skip(`status is ${encounter.status}`)
  const startedAt = instantOf(encounter.period?.start)
  if (startedAt === null) return skip('it has no start time')
  const endedAt = instantOf(encounter.period?.end)
  const reason = wordsOf(encounter.reasonCode?.[0])?.slice(0, 200) ?? null
  context.plan(`Encounter/${encounter.id}`, 'recordEncounter', {
    service: 'patients',
    name: 'patients.recordEncounter',
    version: 1,
    occurredAt: context.now,
    ids: { encounter: context.idOf(`Encounter/${encounter.id}`) },
    input: {
      patientId: patient.id,
      class: encounter.class.code?.slice(0, 20) ?? 'unknown',
      type: wordsOf(encounter.type?.[0])?.slice(0, 200) ?? null,
      reason,
      startedAt,
      endedAt,
      sourceId: `fhir:${encounter.id}`,
    },
  })
  if (!INPATIENT.includes(encounter.class.code ?? '') || endedAt === null) return null
  return planAdmission(encounter, { startedAt, endedAt, reason }, patient.id, context, importWardId)
}

function planAdmission(
  encounter: FhirEncounter,
  stay: { startedAt: number; endedAt: number; reason: string | null },
  patientId: string,
  context: PlanContext,
  wardId: string,
): string {
  const admissionId = context.idOf(`Admission/${encounter.id}`)
  context.plan(`Encounter/${encounter.id}`, 'recordPastAdmission', {
    service: 'ward',
    name: 'ward.recordPastAdmission',
    version: 1,
    occurredAt: context.now,
    ids: { admission: admissionId },
    input: {
      patientId,
      patient: context.stubOf(patientId),
      wardId,
      admittedAt: stay.startedAt,
      dischargedAt: stay.endedAt,
      reason: stay.reason ?? '',
      sourceId: `fhir:${encounter.id}`,
    },
  })
  return admissionId
}
