import { registry } from '../../../src-shared/domains/registry.ts'
import type { ImportTarget } from './import-ward.ts'
import type { PlannedCommand, Skipped } from './plan.ts'
import { planBundle } from './plan-bundle.ts'
import { readBundle } from './read-bundle.ts'

/** The server, as the import sees it: commands by REST. */
export interface CommandSink {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
}
export interface BundleResult {
  file: string
  /** Resources of this bundle that are in the hospital's record now, whether new or from an earlier import. */
  counts: Record<string, number>
  skipped: Skipped[]
  /** One line where the bundle was refused as a whole; nothing of it was written. */
  failed: string | null
}

/**
 * Imports one bundle. It is read, mapped and checked whole before the first command is sent; the commands of one
 * service are one transaction. If the connection breaks between two services, the next run completes the bundle.
 */
export async function importBundle(file: string, sink: CommandSink, target: ImportTarget): Promise<BundleResult> {
  const refused = (failed: string): BundleResult => ({ file, counts: {}, skipped: [], failed })
  const entries = await readBundle(file)
  if (!entries.ok) return refused(entries.error)
  const plan = planBundle(entries.value, {
    facilityId: target.facilityId,
    importWardId: target.wardId,
    registry,
    now: Date.now(),
  })
  if (!plan.ok) return refused(plan.error)
  const changed: Skipped[] = []
  try {
    for (const service of ['patients', 'ward']) {
      const commands = plan.value.commands.filter((c) => c.service === service)
      if (commands.length > 0) changed.push(...(await send(sink, service, commands)))
    }
  } catch (error) {
    return refused((error as Error).message)
  }
  return { file, counts: plan.value.taken, skipped: [...plan.value.skipped, ...changed], failed: null }
}

/** @returns what had changed at the source since it was imported: the record keeps what it has */
async function send(sink: CommandSink, service: string, commands: readonly PlannedCommand[]): Promise<Skipped[]> {
  const body = { commands: commands.map(wire), imported: true }
  const { outcomes } = await sink.post<{ outcomes: { changed: boolean }[] }>(`/v1/${service}/commands`, body)
  return commands.flatMap(({ source }, i): Skipped[] => {
    const [resource = source, id = ''] = source.split('/')
    return outcomes[i]?.changed ? [{ resource, id, reason: CHANGED }] : []
  })
}
const CHANGED = 'has changed at its source since it was imported; the record keeps what was imported'

const wire = ({ commandId, name, version, input, occurredAt, ids }: PlannedCommand) => ({
  commandId,
  name,
  version,
  input,
  occurredAt,
  ids,
})
