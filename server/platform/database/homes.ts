import { readFileSync } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a service that was moved is now. */
export interface Home {
  /** Null: back in the database of all (DATABASE_URL, or the private one). */
  url: string | null
  /** Its role there; named after the database, so another one in each. */
  role: string
}

/** Beside the epoch. Holds addresses with their passwords, as `secrets/` does: mode 0600. */
export const HOMES_FILE = 'databases.json'

function homesOf(dir: string): Record<string, Home> {
  try {
    return JSON.parse(readFileSync(join(dir, HOMES_FILE), 'utf8')) as Record<string, Home>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}

/** Null: it was never moved. Read anew each time: it changes while the service runs. */
export const homeOf = (dir: string, service: string): Home | null => homesOf(dir)[service] ?? null

/** Replaces the file as a whole: who reads it at this moment has the old one or the new one. */
export async function keepHome(dir: string, service: string, home: Home): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, HOMES_FILE)
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify({ ...homesOf(dir), [service]: home }, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}
