import { constants, copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { registry } from '../../../src-shared/domains/registry.ts'
import { HOMES_FILE } from '../../platform/database/homes.ts'
import { EPOCH_FILE, type EpochFile, RESTORED, readEpoch, writeEpoch } from '../epoch.ts'

/** What never lies in a backup; without them sealed entries and the audit's attestations are lost. */
export const KEY_FILES = ['seal.key', 'lease.key', 'audit.key', 'service.key', HOMES_FILE]
/** The processes of a divided server know each other by the one; the other says where services are that were moved. */
const NOT_ALWAYS = ['service.key', HOMES_FILE]
/** No secret, and needed with the database. */
export const BESIDE = [EPOCH_FILE, 'audit-anchors.ndjson']

/** Tables of the rows that commands write, by service. */
export const tablesOfCommands = Object.fromEntries(
  registry.services().map((service) => [service, registry.kindsOf(service).map(({ table }) => table)]),
)

/**
 * Makes the next start begin a new epoch, so that workstations send again what the restored database lacks. What the
 * server had kept beside its lost database counts; where that is lost too, what the backup has.
 */
export async function beginNewEpoch(dataDir: string, backupDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const there = (await readdir(dataDir)).filter((name) => /^epoch(-[a-z]+)?\.json$/.test(name))
  for (const name of there) await mark(join(dataDir, name), await readEpoch(join(dataDir, name)))
  if (there.length === 0) await mark(join(dataDir, EPOCH_FILE), await readEpoch(join(backupDir, 'beside', EPOCH_FILE)))
}

async function mark(path: string, file: EpochFile | null): Promise<void> {
  if (file) await writeEpoch(path, { ...file, seen: { ...file.seen, [RESTORED]: Number.MAX_SAFE_INTEGER } })
}

/** Puts back what is missing and overwrites nothing. @returns keys that are nowhere */
export async function bringBeside(dataDir: string, backupDir: string, keys: string | null): Promise<string[]> {
  const bring = async (from: string, name: string) => {
    await copyFile(join(from, name), join(dataDir, name), constants.COPYFILE_EXCL).catch((error) => {
      if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    })
  }
  for (const name of BESIDE.filter((each) => each !== EPOCH_FILE)) await bring(join(backupDir, 'beside'), name)
  if (keys !== null) for (const name of KEY_FILES) await bring(keys, name)
  const there = await readdir(dataDir)
  return KEY_FILES.filter((name) => !NOT_ALWAYS.includes(name) && !there.includes(name))
}
