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
 * Plays histories with the defect in the product's code, in a process of its own. A seed counts only where it is good
 * without the defect.
 * @returns null where none of `most` seeds shows it
 */
export async function hunt({ name }: Defect, { first, most }: { first: number; most: number }): Promise<Caught | null> {
  for (let from = first; from < first + most; ) {
    const caught = await childHunt(['--import', at('./hook.ts')], { first: from, most: first + most - from }, name)
    if (!caught) return null
    const without = await childHunt([], { first: caught.seed, most: 1 }, '')
    if (!without) return { ...caught, tried: caught.seed - first + 1 }
    from = caught.seed + 1
  }
  return null
}

async function childHunt(
  before: readonly string[],
  { first, most }: { first: number; most: number },
  planted: string,
): Promise<Caught | null> {
  const args = [...before, at('./hunt-child.ts'), `--first=${first}`, `--most=${most}`]
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, PLANTED: planted } })
  return JSON.parse(stdout) as Caught | null
}
