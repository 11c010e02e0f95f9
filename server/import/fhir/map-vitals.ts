import type { PlanContext } from './plan.ts'
import type { FhirObservation } from './resources.ts'
import { instantOf } from './resources.ts'
import { isVitalSign, type Measurement, measurementsOf } from './vital-signs.ts'

interface VitalsSet {
  patientId: string
  admissionId: string | null
  takenAt: number
  sources: string[]
  values: Record<string, number | string>
  others: Extract<Measurement, { type: 'other' }>[]
}

/** Observations of one patient, one encounter and one moment become one set; a second value of the same sign starts another. */
export function mapVitals(observations: readonly FhirObservation[], context: PlanContext): number {
  const sets = new Map<string, VitalsSet[]>()
  let taken = 0
  for (const observation of observations) {
    const skip = (reason: string) => context.skipped.push({ resource: 'Observation', id: observation.id, reason })
    const patient = context.patients.get(observation.subject?.reference ?? '')
    const takenAt = instantOf(
      observation.effectiveDateTime ?? observation.effectiveInstant ?? observation.effectivePeriod?.start,
    )
    const found = isVitalSign(observation) ? measurementsOf(observation) : { reason: 'not a vital sign' }
    if ('reason' in found) skip(found.reason)
    else if (!patient) skip('its patient is not in the bundle')
    else if (takenAt === null) skip('it has no time')
    else {
      const encounter = context.encounters.get(observation.encounter?.reference ?? '')
      const admissionId = encounter?.admissionId ?? null
      place(sets, { patientId: patient.id, admissionId, takenAt }, `${observation.encounter?.reference}`, found, observation.id)
      taken++
    }
  }
  for (const set of [...sets.values()].flat()) planSet(set, context)
  return taken
}

function place(
  sets: Map<string, VitalsSet[]>,
  where: Pick<VitalsSet, 'patientId' | 'admissionId' | 'takenAt'>,
  encounter: string,
  found: Measurement[],
  source: string,
): void {
  const key = `${where.patientId}|${encounter}|${where.takenAt}`
  const known = sets.get(key) ?? []
  const fits = known.find((set) => !found.some((m) => m.type === 'field' && m.field in set.values))
  const set: VitalsSet = fits ?? { ...where, sources: [], values: {}, others: [] }
  if (!fits) sets.set(key, [...known, set])
  set.sources.push(source)
  for (const measurement of found) {
    if (measurement.type === 'field') set.values[measurement.field] = measurement.value
    else set.others.push(measurement)
  }
}

function planSet(set: VitalsSet, context: PlanContext): void {
  const first = `Observation/${set.sources[0]}`
  context.plan(first, 'recordVitals', {
    service: 'ward',
    name: 'ward.recordVitals',
    version: 1,
    occurredAt: context.now,
    ids: { vitals: context.idOf(first) },
    input: {
      patientId: set.patientId,
      admissionId: set.admissionId,
      takenAt: set.takenAt,
      ...set.values,
      others: set.others.map(({ code, display, value, unit }) => ({ code, display, value, unit })),
      sourceId: `fhir:${set.sources.join(',')}`.slice(0, 120),
    },
  })
}
