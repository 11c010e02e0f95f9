import type { CommandSink } from './import-bundle.ts'
import { digestId } from './plan.ts'

export interface ImportTarget {
  facilityId: string
  wardId: string
}

/** The ward that stands for stays in other hospitals: it has no bed, so nobody can be admitted to it. */
export async function ensureImportWard(sink: CommandSink): Promise<ImportTarget> {
  const { facilityId } = await sink.get<{ facilityId: string }>('/v1/identity/facility')
  const wardId = digestId(facilityId, 'fhir', 'ward')
  await sink.post('/v1/ward/commands', {
    commands: [
      {
        commandId: digestId(facilityId, 'fhir', 'ward', 'define'),
        name: 'ward.defineWard',
        version: 1,
        input: { code: 'EXT', name: 'Other hospitals', specialty: 'Imported', rooms: [{ name: 'None', beds: [] }] },
        occurredAt: Date.now(),
        ids: { ward: wardId },
      },
    ],
  })
  return { facilityId, wardId }
}
