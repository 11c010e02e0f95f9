import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { generationOf } from '../../platform/sync/epoch-name.ts'
import {
  auditKey,
  EPOCH_FILE,
  type EpochFile,
  type EpochKeeper,
  openEpoch,
  RESTORED,
  readEpoch,
  writeEpoch,
} from '../epoch.ts'

const OWN = /^epoch-([a-z]+)\.json$/

/**
 * The epoch of a service that runs apart from others: in a file of its own, begun with what the server with all services
 * in one process had left. Call it under a lock: two instances of a service must find the same one.
 * @param versions feed version and audit links of this service as the database has them now
 */
export async function openServiceEpoch(
  dataDir: string,
  service: string,
  versions: Readonly<Record<string, number>>,
): Promise<EpochKeeper> {
  const file = `epoch-${service}.json`
  if (!(await readEpoch(join(dataDir, file)))) {
    const common = await readEpoch(join(dataDir, EPOCH_FILE))
    if (common) await writeEpoch(join(dataDir, file), onlyOf(common, service))
  }
  return openEpoch(dataDir, versions, file)
}

function onlyOf({ epoch, seen }: EpochFile, service: string): EpochFile {
  const keys = [service, auditKey(service), 'unreadable', RESTORED]
  return { epoch, seen: Object.fromEntries(Object.entries(seen).filter(([key]) => keys.includes(key))) }
}

/**
 * Before all services run in one process again: what they kept apart goes into the common file. Where one of them had
 * begun another epoch meanwhile, a new one begins for all, so that none goes back to a name that it has left.
 */
export async function takeBackEpochs(dataDir: string): Promise<void> {
  const files = (await readdir(dataDir)).filter((name) => OWN.test(name))
  if (files.length === 0) return
  const common = await readEpoch(join(dataDir, EPOCH_FILE))
  const apart = await Promise.all(files.map((name) => readEpoch(join(dataDir, name))))
  const all = [common, ...apart].filter((each) => each !== null)
  const newest = all.reduce((best, each) => (generationOf(each.epoch) > generationOf(best.epoch) ? each : best))
  const seen: Record<string, number> = {}
  for (const each of all)
    for (const [key, count] of Object.entries(each.seen)) seen[key] = Math.max(seen[key] ?? 0, count)
  if (new Set(all.map(({ epoch }) => epoch)).size > 1) seen.differing = Number.MAX_SAFE_INTEGER
  await writeEpoch(join(dataDir, EPOCH_FILE), { epoch: newest.epoch, seen })
  for (const name of files) await rm(join(dataDir, name))
}
