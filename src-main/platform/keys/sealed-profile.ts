import type { Ports } from '../ports.ts'
import { type Database, isSqliteError } from '../sqlite/database.ts'
import type { KeyedProfile, Log, Profile } from '../sqlite/disk.ts'
import { derive, seal, unseal } from './box.ts'
import type { KeyRing } from './key-ring.ts'
import { SealedLines } from './sealed-lines.ts'

export const JOURNAL = 'outbox.journal'
export const CACHE = 'cache.sqlite'
/** The workstation's signing key: under this workstation's half alone, for it has to sign when the lease is over too. */
const DEVICE_KEY = 'device.key'
const WRAPPED = '~'

export interface SealedProfile extends Profile {
  /** The hospital's key is known or another: what waits in the journal is sealed for it. */
  address(sealKey: string | null): void
  /** Lines of the journal into a file of their own. */
  writeJournal(name: string, text: string): void
}

/** The profile's files as the station knows them; on the disk everything that tells something is encrypted. */
export function sealedProfile(files: KeyedProfile, ring: KeyRing, random: Ports['random']): SealedProfile {
  const cacheKey = () => {
    if (ring.dataKey === null) throw new Error('the cache is closed')
    return ring.dataKey
  }
  const lines = () => new SealedLines(random, derive('carecode-journal', ring.id, cacheKey()), ring.sealKey)
  let journal: { lines: SealedLines; log: Log } | null = null

  const readDeviceKey = () => {
    const text = files.read(DEVICE_KEY)
    if (text === null || !text.startsWith(WRAPPED)) return text
    return unseal(ring.deviceKey, text.slice(1))?.toString('utf8') ?? null
  }
  const writeDeviceKey = (text: string) =>
    files.write(DEVICE_KEY, WRAPPED + seal(ring.deviceKey, random.bytes(12), Buffer.from(text)))

  function openLog(): Log {
    const own = lines()
    const log = files.log(JOURNAL)
    journal = { lines: own, log }
    return {
      ...log,
      append(text) {
        log.append(own.encrypted(text, false))
        own.written()
      },
      replace(text) {
        log.replace(own.encrypted(text, true))
        own.written()
      },
    }
  }

  return {
    ...files,
    openDatabase: (name) => files.openDatabase(name, cacheKey()),
    openDamaged: (name) => files.openDamaged(name, files.isPlain(name) ? null : cacheKey()),
    runBeside: (name, groups) => files.runBeside(name, groups, cacheKey()),
    read(name) {
      if (name === DEVICE_KEY) return readDeviceKey()
      const text = files.read(name)
      return name === JOURNAL && text !== null ? lines().decrypted(text) : text
    },
    write: (name, text) => (name === DEVICE_KEY ? writeDeviceKey(text) : files.write(name, text)),
    writeJournal: (name, text) => files.write(name, lines().encrypted(text, true)),
    log: (name) => (name === JOURNAL ? openLog() : files.log(name)),
    renewKey: (db) => ring.renew((key) => void rekey(db, key)),
    address(sealKey) {
      if (!journal?.lines.address(sealKey)) return
      const text = lines().decrypted(files.read(JOURNAL) ?? '')
      journal.log.replace(journal.lines.encrypted(text, true))
      journal.lines.written()
    },
  }
}

function rekey(db: Database, key: Uint8Array): void {
  db.pragma(`rekey = 'raw:${Buffer.from(key).toString('hex')}'`)
  db.pragma('wal_checkpoint(TRUNCATE)')
}

/** Whether the cache can be read with this key. */
export function opens(files: KeyedProfile, key: Uint8Array): boolean {
  try {
    const db = files.openDatabase(CACHE, key)
    db.close()
    return true
  } catch (error) {
    if (isSqliteError(error)) return false
    throw error
  }
}
