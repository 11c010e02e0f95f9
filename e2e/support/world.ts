import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const WORLD = 'CARECODE_E2E_WORLD'

/** Makes the folder in which this run keeps its servers and workstations; the workers find it by the environment. */
export function makeWorld(): string {
  const world = mkdtempSync(join(tmpdir(), 'carecode-e2e-'))
  // the database and Electron run as other users: they must be able to pass
  chmodSync(world, 0o755)
  process.env[WORLD] = world
  return world
}

export function worldFolder(): string {
  const world = process.env[WORLD]
  if (!world) throw new Error('no world: run the specs through e2e/playwright.config.ts')
  return world
}

export function removeWorld(): void {
  if (!process.env.CARECODE_E2E_KEEP) rmSync(worldFolder(), { recursive: true, force: true })
}

export const seedFolder = () => join(worldFolder(), 'seed')

let made = 0
/** A new folder of this run. */
export function newFolder(name: string): string {
  const folder = join(worldFolder(), `${name}-${process.pid}-${made++}`)
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  return folder
}

/** A hospital of its own, with the demonstration's data: a copy of the one that was seeded once for this run. */
export function copyOfSeed(target: string): string {
  const { status, stderr } = spawnSync('cp', ['-a', '--reflink=auto', seedFolder(), target], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the seeded hospital cannot be copied: ${stderr}`)
  return target
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
