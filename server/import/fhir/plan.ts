import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { uuidOfDigest } from '../../../src-shared/kernel/ids.ts'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import type { BundleEntry } from './read-bundle.ts'
import {
  allergyResource,
  conditionResource,
  encounterResource,
  type FhirEncounter,
  type FhirPatient,
  observationResource,
  patientResource,
} from './resources.ts'

/** A command that the import asks the server for. Its id is made from the source, so a second import does nothing. */
export interface PlannedCommand {
  commandId: string
  service: string
  name: string
  version: number
  input: Record<string, unknown>
  occurredAt: number
  ids: Record<string, string>
  /** Where it comes from: `Observation/123`. */
  source: string
}
export interface Skipped {
  resource: string
  id: string
  reason: string
}
export interface PlanContext {
  facilityId: string
  now: number
  skipped: Skipped[]
  /** Source reference (`urn:uuid:…`, `Patient/…`) → id here. */
  patients: Map<string, { id: string; resource: FhirPatient }>
  encounters: Map<string, { resource: FhirEncounter; admissionId: string | null }>
  plan(source: string, verb: string, command: Omit<PlannedCommand, 'commandId' | 'source'>): void
  /** In one line why the command's own schema refuses it; null where it does not. */
  refusalOf(command: Pick<PlannedCommand, 'name' | 'version' | 'input'>): string | null
  idOf(source: string): string
  /** What the ward is told of a patient until its own projection has answered. */
  stubOf(patientId: string): Record<string, unknown>
}

const READ: Readonly<Record<string, z.ZodType>> = {
  Patient: patientResource,
  Encounter: encounterResource,
  Observation: observationResource,
  AllergyIntolerance: allergyResource,
  Condition: conditionResource,
}
export type ReadResource = BundleEntry & { parsed: unknown }

/** Resources by type, each read by its schema. One resource that cannot be read refuses the bundle: half a patient is worse than none. */
export function readResources(entries: BundleEntry[]): Result<Map<string, ReadResource[]>, string> {
  const byType = new Map<string, ReadResource[]>()
  const seen = new Set<string>()
  for (const entry of entries) {
    const { resourceType, id } = entry.resource
    const schema = READ[resourceType]
    const parsed = schema?.safeParse(entry.resource)
    if (parsed && !parsed.success) {
      const issue = parsed.error.issues[0]
      return err(`${resourceType}/${id}: ${issue?.path.join('.')}: ${issue?.message}`)
    }
    if (schema && seen.has(`${resourceType}/${id}`)) return err(`${resourceType}/${id} is in the bundle twice`)
    seen.add(`${resourceType}/${id}`)
    byType.set(resourceType, [...(byType.get(resourceType) ?? []), { ...entry, parsed: parsed?.data }])
  }
  return ok(byType)
}

export function digestId(...parts: string[]): string {
  return uuidOfDigest(createHash('sha256').update(parts.join('|')).digest())
}

/** Both ways in which a bundle refers to a resource. */
export const referencesTo = (entry: BundleEntry): string[] => [
  ...(entry.fullUrl ? [entry.fullUrl] : []),
  `${entry.resource.resourceType}/${entry.resource.id}`,
  `urn:uuid:${entry.resource.id}`,
]
