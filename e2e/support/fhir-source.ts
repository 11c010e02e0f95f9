import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { projectDir } from '../../scripts/paths.ts'

const folder = join(projectDir, '..', 'shared', 'data', 'synthea-r4')

/** The bundles beside the project; none where they are not there. */
export const sourceBundles = (): string[] => (existsSync(folder) ? globSync(join(folder, '*.json.gz')).sort() : [])

interface Resource {
  resourceType: string
  category?: { coding: { code: string }[] }[]
  component?: unknown[]
}

export interface SourceCounts {
  patients: number
  encounters: number
  conditions: number
  allergies: number
  vitalObservations: number
  /** A blood pressure is one observation with two of them. */
  vitalValues: number
}

/** What the bundles hold, counted without any code of the import. */
export function countSource(files: readonly string[]): SourceCounts {
  const all = files.flatMap((file) => {
    const bundle = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { entry: { resource: Resource }[] }
    return bundle.entry.map(({ resource }) => resource)
  })
  const of = (type: string) => all.filter((resource) => resource.resourceType === type)
  const vital = of('Observation').filter((each) => each.category?.some((c) => c.coding[0]?.code === 'vital-signs'))
  return {
    patients: of('Patient').length,
    encounters: of('Encounter').length,
    conditions: of('Condition').length,
    allergies: of('AllergyIntolerance').length,
    vitalObservations: vital.length,
    vitalValues: vital.reduce((sum, each) => sum + (each.component?.length ?? 1), 0),
  }
}
