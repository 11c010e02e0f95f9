import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSealed } from '../../../src-main/platform/keys/open-sealed.ts'
import { bestSafe, fileSafe } from '../../../src-main/platform/keys/safe.ts'
import { type Ports, realPorts } from '../../../src-main/platform/ports.ts'
import type { Database } from '../../../src-main/platform/sqlite/database.ts'
import type { KeyedProfile } from '../../../src-main/platform/sqlite/disk.ts'
import { realDisk } from '../../../src-main/platform/sqlite/real-disk.ts'
import { type Result, repelled, succeeded } from '../attack.ts'
import type { Target } from '../run/target.ts'

/** What a thief looks for. */
export const SECRET = 'Kamala Perera, W1 bed 04'
export const HOUR = 3_600_000
const GRANT = { half: Buffer.alloc(32, 7).toString('base64'), hours: 48, sealKey: null }

/** A workstation's own files with one patient in the cache and one entry that waits, closed again; its key on lease. */
export function stolenDesk(target: Target, { bound = true } = {}) {
  const dir = target.folder()
  const ports = clocked(0)
  const files = realDisk().openProfile(dir)
  const { ring, profile, unlock } = sealedAt(files, ports)
  unlock()
  if (bound) ring.accept(GRANT)
  const db = profile.openDatabase('cache.sqlite')
  db.exec('CREATE TABLE patient (name TEXT, draft TEXT)')
  db.prepare('INSERT INTO patient VALUES (?, ?)').run(SECRET, SECRET)
  const log = profile.log('outbox.journal')
  log.replace(`${'a'.repeat(64)} fact - {"input":{"name":"${SECRET}"},"service":"ward"}\n`)
  // as a theft finds it: the program was never closed, so the log stands beside the file
  const image = target.folder()
  cpSync(dir, image, { recursive: true, filter: (from) => !from.endsWith('-shm') })
  const key = ring.dataKey as Uint8Array
  db.close()
  log.close()
  files.release()
  return { dir, image, key }
}

export function clocked(shift: number, bootId?: string): Ports {
  const ports = realPorts()
  const { clock } = ports
  return { ...ports, clock: { ...clock, now: () => clock.now() + shift, bootId: bootId ?? clock.bootId } }
}

export const sealedAt = (files: KeyedProfile, ports: Ports) =>
  openSealed({ files, safe: bestSafe(null, fileSafe(files, ports.random)), ports, onStep: () => {} })

/** Tries to read the patient as the program would, at such a time. */
export function readAs(dir: string, ports: Ports = clocked(0)): Result {
  const files = realDisk().openProfile(dir)
  try {
    const { ring, profile, unlock } = sealedAt(files, ports)
    if (!unlock()) return repelled(ring.problem?.code ?? 'closed')
    return patientIn(profile.openDatabase('cache.sqlite'))
  } catch (error) {
    return repelled(codeOf(error))
  } finally {
    files.release()
  }
}

export function patientIn(db: Database): Result {
  try {
    const name = db.prepare('SELECT name FROM patient').pluck().get()
    return name === SECRET ? succeeded(`reads “${SECRET}”`) : repelled('nothing')
  } catch (error) {
    return repelled(codeOf(error))
  } finally {
    db.close()
  }
}

export const codeOf = (error: unknown): string =>
  (error as { problem?: { code: string } }).problem?.code ?? (error as { code?: string }).code ?? String(error)

/** Looks into the bytes of every file. */
export function readBytes(dir: string): Result {
  const found = readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(SECRET))
  return found.length > 0 ? succeeded(`“${SECRET}” in ${found.join(', ')}`) : repelled('noise')
}

/** Only these of the files, on a machine of the thief's. */
export function taken(target: Target, from: string, names: readonly string[]): string {
  const to = target.folder()
  for (const name of names) if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name))
  return to
}
