import type { KeyedProfile } from '../sqlite/disk.ts'
import { CACHE, JOURNAL, type SealedProfile } from './sealed-profile.ts'

const BEING_MADE = 'cache.sealing'
const OLD = '.plain'
const NEW_JOURNAL = `${JOURNAL}.sealed`

/**
 * Encrypts what an earlier version left readable: copy, encrypt the copy, exchange, overwrite the old bytes. Killed at any
 * point, the next start finds a whole file, old or new, and goes on.
 * @param onStep told what is being done: it takes a while on a large cache and a slow disk
 * @throws SQLite's own errors of a damaged cache; it is as it was then
 */
export function encryptPlain(
  raw: KeyedProfile,
  sealed: SealedProfile,
  key: Uint8Array,
  onStep: (step: string) => void,
): void {
  if (raw.exists(CACHE + OLD) && !raw.exists(CACHE)) raw.moveDatabase(CACHE + OLD, CACHE)
  if (raw.isPlain(CACHE)) encryptCache(raw, key, onStep)
  encryptJournal(raw, sealed)
  const deviceKey = raw.read('device.key')
  if (deviceKey !== null && !deviceKey.startsWith('~')) {
    sealed.write('device.key', deviceKey)
    onStep('The key of this workstation is wrapped.')
  }
  for (const name of leftovers(raw)) raw.shred(name)
}

function encryptCache(raw: KeyedProfile, key: Uint8Array, onStep: (step: string) => void): void {
  onStep('The data of this workstation is being encrypted …')
  const plain = raw.openDatabase(CACHE)
  plain.pragma('wal_checkpoint(TRUNCATE)')
  plain.close()
  raw.copyDatabase(CACHE, BEING_MADE)
  raw.encryptDatabase(BEING_MADE, key)
  raw.moveDatabase(CACHE, CACHE + OLD)
  raw.moveDatabase(BEING_MADE, CACHE)
  onStep('The data of this workstation is encrypted.')
}

const PLAIN_LINE = /^[0-9a-f]{64} \w+ \S+ \{/

/** Lines of version 1.0 are left to the station, which writes the journal anew at its start. */
function encryptJournal(raw: KeyedProfile, sealed: SealedProfile): void {
  if (!raw.exists(JOURNAL) && raw.exists(NEW_JOURNAL)) raw.moveDatabase(NEW_JOURNAL, JOURNAL)
  const text = raw.read(JOURNAL) ?? ''
  const lines = text.split('\n').filter((line) => line !== '')
  if (lines.length === 0 || !lines.every((line) => PLAIN_LINE.test(line))) return
  sealed.writeJournal(NEW_JOURNAL, text)
  raw.shred(JOURNAL)
  raw.moveDatabase(NEW_JOURNAL, JOURNAL)
}

/** Readable, and in the encrypted cache by now; or what a broken attempt has left. */
const leftovers = (raw: KeyedProfile): string[] =>
  raw.list().filter((name) => {
    if (!name.startsWith('cache.')) return false
    return name.includes(OLD) || name.startsWith(BEING_MADE) || raw.isPlain(name)
  })
