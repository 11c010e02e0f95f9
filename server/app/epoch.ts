import { randomUUID } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { epochName, generationOf } from '../platform/sync/epoch-name.ts'

/** Kept beside the database, not in it: an older copy of the database is known by being behind what stands here. */
export interface EpochFile {
  epoch: string
  /** Highest feed version, and total of audit links (`auditKey`), per service that was ever seen committed. */
  seen: Record<string, number>
}

export interface EpochKeeper {
  epoch: string
  /** True when the database was found older than the file: clients will push again and fetch everything anew. */
  restored: boolean
  note(service: string, ver: number): void
  /** So many more under this key. */
  add(key: string, count: number): void
  save(): Promise<void>
}

/** Of the server with all services in one process. */
export const EPOCH_FILE = 'epoch.json'

/** A key that no database ever has: where it is seen, the next start begins a new epoch. */
export const RESTORED = 'restored'

/** Every number executed adds a link, also a refusal, which leaves no version in the feed. */
export const auditKey = (service: string) => `${service} audit`

/**
 * Opens the epoch, or begins a new one where there is none or where the database has gone back in time.
 * @param versions feed version and audit links per service as the database has them now
 */
export async function openEpoch(
  dataDir: string,
  versions: Readonly<Record<string, number>>,
  file = EPOCH_FILE,
): Promise<EpochKeeper> {
  const path = join(dataDir, file)
  const found = await readEpoch(path)
  const restored = found !== null && Object.entries(found.seen).some(([service, ver]) => (versions[service] ?? 0) < ver)
  const state: EpochFile = {
    epoch: found && !restored ? found.epoch : nextEpoch(found),
    seen: { ...versions },
  }
  await writeEpoch(path, state)
  let dirty = false
  /** One after the other: two writers of one file leave a torn one, and a torn one is a new epoch. */
  let saved = Promise.resolve()
  async function saveNow(): Promise<void> {
    if (!dirty) return
    dirty = false
    await writeEpoch(path, state).catch((error) => {
      dirty = true
      throw error
    })
  }
  return {
    epoch: state.epoch,
    restored,
    note(service, ver) {
      if (ver > (state.seen[service] ?? 0)) {
        state.seen[service] = ver
        dirty = true
      }
    },
    add(key, count) {
      if (count <= 0) return
      state.seen[key] = (state.seen[key] ?? 0) + count
      dirty = true
    },
    save() {
      saved = saved.catch(() => {}).then(saveNow)
      return saved
    },
  }
}

const nextEpoch = (before: EpochFile | null) =>
  epochName(before === null ? 0 : generationOf(before.epoch) + 1, randomUUID())

export async function readEpoch(path: string): Promise<EpochFile | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as EpochFile
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    // a torn file is no reason to guess: without it a restore cannot be told, so begin a new epoch
    return { epoch: '', seen: { unreadable: Number.MAX_SAFE_INTEGER } }
  }
}

export async function writeEpoch(path: string, state: EpochFile): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(state))
    await file.sync()
  } finally {
    // also on a full disk: it is tried every second, and each handle left open would count
    await file.close()
  }
  await rename(`${path}.new`, path)
}
