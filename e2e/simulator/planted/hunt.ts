import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Defect } from './defects.ts'

export interface Caught {
  /** Seeds until it was seen. */
  tried: number
  seed: number
  /** What did not hold. */
  breach: string
}

const run = promisify(execFile)
const at = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/**
 * Plays histories with the defect in the product's code, in a process of its own.
 * @returns null where none of `most` seeds shows it
 */
export async function hunt({ name }: Defect, { first, most }: { first: number; most: number }): Promise<Caught | null> {
  const args = ['--import', at('./hook.ts'), at('./hunt-child.ts'), `--first=${first}`, `--most=${most}`]
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, PLANTED: name } })
  return JSON.parse(stdout) as Caught | null
}
