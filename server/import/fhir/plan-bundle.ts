import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import { mapEncounter } from './map-encounter.ts'
import { mapAllergy, mapCondition, mapPatient } from './map-patient.ts'
import { mapVitals } from './map-vitals.ts'
import {
  digestId,
  type PlanContext,
  type PlannedCommand,
  type ReadResource,
  readResources,
  referencesTo,
  type Skipped,
} from './plan.ts'
import type { BundleEntry } from './read-bundle.ts'
import type { FhirAllergy, FhirCondition, FhirEncounter, FhirObservation, FhirPatient } from './resources.ts'

export interface BundlePlan {
  commands: PlannedCommand[]
  skipped: Skipped[]
  /** Taken from the source, by resource type. */
  taken: Record<string, number>
}
export interface PlanOptions {
  facilityId: string
  registry: Registry
  now: number
  /** The ward that stands for stays in other hospitals. */
  importWardId: string
}

const SUPPORTED = ['Patient', 'Encounter', 'Observation', 'AllergyIntolerance', 'Condition']

/** Everything that a bundle asks for, checked against the commands' own schemas before anything is sent. */
export function planBundle(entries: BundleEntry[], options: PlanOptions): Result<BundlePlan, string> {
  const read = readResources(entries)
  if (!read.ok) return read
  const commands: PlannedCommand[] = []
  const context = contextFor(options, commands)
  const of = <T>(type: string) => (read.value.get(type) ?? []).map((r) => ({ entry: r, parsed: r.parsed as T }))

  for (const { entry, parsed } of of<FhirPatient>('Patient')) registerPatient(entry, parsed, context)
  for (const { entry, parsed } of of<FhirEncounter>('Encounter')) {
    const admissionId = mapEncounter(parsed, context, options.importWardId)
    for (const reference of referencesTo(entry)) context.encounters.set(reference, { resource: parsed, admissionId })
  }
  for (const { parsed } of of<FhirAllergy>('AllergyIntolerance')) mapAllergy(parsed, context)
  for (const { parsed } of of<FhirCondition>('Condition')) mapCondition(parsed, context)
  const vitals = mapVitals(
    of<FhirObservation>('Observation').map((o) => o.parsed),
    context,
  )
  for (const [type, resources] of read.value)
    if (!SUPPORTED.includes(type))
      for (const { resource } of resources)
        context.skipped.push({ resource: type, id: resource.id, reason: 'not imported yet' })

  const refused = leaveOutRefused(commands, context)
  if (refused) return err(refused)
  return ok({ commands, skipped: context.skipped, taken: countTaken(read.value, context.skipped, vitals) })
}

function registerPatient(entry: ReadResource, patient: FhirPatient, context: PlanContext): void {
  const id = context.idOf(`Patient/${patient.id}`)
  for (const reference of referencesTo(entry)) context.patients.set(reference, { id, resource: patient })
  mapPatient(patient, id, context)
}

function contextFor(options: PlanOptions, commands: PlannedCommand[]): PlanContext {
  const patients: PlanContext['patients'] = new Map()
  return {
    ...options,
    skipped: [],
    patients,
    encounters: new Map(),
    refusalOf: ({ name, version, input }) => {
      const issue = options.registry.command(name, version)?.input.safeParse(input).error?.issues[0]
      return issue ? `${issue.path.join('.')}: ${issue.message}` : null
    },
    idOf: (source) => digestId(options.facilityId, 'fhir', source),
    plan: (source, verb, command) =>
      commands.push({ ...command, source, commandId: digestId(options.facilityId, 'fhir', source, verb) }),
    stubOf: (patientId) => {
      const register = commands.find((c) => c.name === 'patients.register' && c.ids.patient === patientId)?.input
      const { familyName, givenName, title, sex, birthDate } = (register ?? {}) as Record<string, unknown>
      return { phn: '', familyName: familyName ?? 'unknown', givenName, title, sex, birthDate }
    },
  }
}

/** A record that its own command refuses is left out by name; without its patient the rest has no meaning. */
function leaveOutRefused(commands: PlannedCommand[], context: PlanContext): string | null {
  for (const planned of [...commands]) {
    const refusal = context.refusalOf(planned)
    if (!refusal) continue
    if (planned.name === 'patients.register') return `${planned.source}: ${refusal}`
    const [resource = '', id = ''] = planned.source.split('/')
    context.skipped.push({ resource, id, reason: `refused: ${refusal}` })
    commands.splice(commands.indexOf(planned), 1)
  }
  return null
}

function countTaken(read: Map<string, ReadResource[]>, skipped: readonly Skipped[], vitals: number) {
  const taken: Record<string, number> = {}
  for (const type of SUPPORTED) {
    const missed = skipped.filter((s) => s.resource === type).length
    taken[type] = type === 'Observation' ? vitals : (read.get(type)?.length ?? 0) - missed
  }
  return taken
}
