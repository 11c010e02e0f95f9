import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { Binaries } from './binaries.ts'
import { firstClosedDir, type Identity } from './launcher.ts'

const COMPLETE = 'complete'

/**
 * The same programs where the database's account can run them. Programs below a closed directory (a clone in root's
 * home or in a private temporary folder) are copied, once, to a folder that root owns and all may read: initdb asks
 * access(2) for its programs, and that call knows no capability, so a right to pass is not enough for them.
 */
export function reachableBinaries(binaries: Binaries, identity: Identity | undefined): Binaries {
  if (!firstClosedDir(binaries.postgres, identity)) return binaries
  const root = dirname(dirname(binaries.postgres))
  const copy = join(tmpdir(), `carecode-postgres-${fingerprint(binaries.postgres)}`)
  if (firstClosedDir(join(copy, 'bin'), identity)) return binaries
  if (!isOurs(copy)) install(root, copy)
  const moved = (program: string) => join(copy, relative(root, program))
  return { initdb: moved(binaries.initdb), postgres: moved(binaries.postgres), pgCtl: moved(binaries.pgCtl) }
}

function fingerprint(program: string): string {
  const { size, mtimeMs } = statSync(program)
  return createHash('sha256').update(`${program} ${size} ${mtimeMs}`).digest('hex').slice(0, 16)
}

/** Made by root, writable by nobody else, and whole: anybody may make a folder of any name in the temporary folder. */
function isOurs(copy: string): boolean {
  const found = lstatSync(copy, { throwIfNoEntry: false })
  if (!found?.isDirectory() || found.uid !== 0 || found.mode & 0o022) return false
  return existsSync(join(copy, COMPLETE))
}

function install(root: string, copy: string): void {
  const made = mkdtempSync(`${copy}-`)
  cpSync(root, made, { recursive: true, verbatimSymlinks: true })
  writeFileSync(join(made, COMPLETE), '')
  chmodSync(made, 0o755)
  try {
    renameSync(made, copy)
  } catch (error) {
    // another process was first with the same, or something that is not ours is in the way
    rmSync(made, { recursive: true, force: true })
    if (!isOurs(copy)) throw error
  }
}
