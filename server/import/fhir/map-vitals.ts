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

/**
 * Observations of one patient, one encounter and one moment become one set; a second value of the same sign starts
 * another. Returns how many observations were taken.
 */
export function mapVitals(observations: readonly FhirObservation[], context: PlanContext): number {
  const sets = new Map<string, VitalsSet[]>()
  let taken = 0
  for (const observation of observations) {
    const single = readOne(observation, context)
    if ('reason' in single) {
      context.skipped.push({ resource: 'Observation', id: observation.id, reason: single.reason })
      continue
    }
    place(sets, single, observation.encounter?.reference ?? '')
    taken++
  }
  for (const set of [...sets.values()].flat()) {
    context.plan(`Observation/${set.sources[0]}`, 'recordVitals', commandOf(set, context))
  }
  return taken
}

/** The set that this observation alone would be, or why it cannot be taken. */
function readOne(observation: FhirObservation, context: PlanContext): VitalsSet | { reason: string } {
  if (!isVitalSign(observation)) return { reason: 'not a vital sign' }
  const found = measurementsOf(observation)
  if ('reason' in found) return found
  const patient = context.patients.get(observation.subject?.reference ?? '')
  if (!patient) return { reason: 'its patient is not in the bundle' }
  const time = observation.effectiveDateTime ?? observation.effectiveInstant ?? observation.effectivePeriod?.start
  const takenAt = instantOf(time)
  if (takenAt === null) return { reason: 'it has no time' }
  const admissionId = context.encounters.get(observation.encounter?.reference ?? '')?.admissionId ?? null
  const single = fill(
    { patientId: patient.id, admissionId, takenAt, sources: [observation.id], values: {}, others: [] },
    found,
  )
  const refusal = context.refusalOf(commandOf(single, context))
  return refusal ? { reason: `refused: ${refusal}` } : single
}

function fill(set: VitalsSet, found: readonly Measurement[]): VitalsSet {
  for (const measurement of found) {
    if (measurement.type === 'field') set.values[measurement.field] = measurement.value
    else set.others.push(measurement)
  }
  return set
}

function place(sets: Map<string, VitalsSet[]>, single: VitalsSet, encounter: string): void {
  const key = `${single.patientId}|${encounter}|${single.takenAt}`
  const known = sets.get(key) ?? []
  const fits = known.find((set) => !Object.keys(single.values).some((field) => field in set.values))
  if (!fits) {
    sets.set(key, [...known, single])
    return
  }
  fits.sources.push(...single.sources)
  Object.assign(fits.values, single.values)
  fits.others.push(...single.others)
}

function commandOf(set: VitalsSet, context: PlanContext) {
  return {
    service: 'ward',
    name: 'ward.recordVitals',
    version: 1,
    occurredAt: context.now,
    ids: { vitals: context.idOf(`Observation/${set.sources[0]}`) },
    input: {
      patientId: set.patientId,
      admissionId: set.admissionId,
      takenAt: set.takenAt,
      ...set.values,
      others: set.others.map(({ code, display, value, unit }) => ({ code, display, value, unit })),
      sourceId: `fhir:${set.sources.join(',')}`.slice(0, 120),
    },
  }
}
