import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/** A replacement in one file of the product; `find` must stand there exactly once. */
export interface Patch {
  /** From the root of the project. */
  file: string
  find: string
  replace: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** From here on this process loads the product's code with the patches in it; the files stay as they are. */
export function loadPatched(patches: readonly Patch[]): void {
  registerHooks({
    load(url, context, nextLoad) {
      const path = url.startsWith('file://') ? fileURLToPath(url) : ''
      const mine = patches.filter(({ file }) => path === `${root}${file}`)
      if (mine.length === 0) return nextLoad(url, context)
      return {
        format: 'module-typescript',
        source: mine.reduce(patched, readFileSync(path, 'utf8')),
        shortCircuit: true,
      }
    },
  })
}

/** @throws Error where the code has changed so far that the patch is no longer the one that was meant */
export function patched(source: string, { file, find, replace }: Patch): string {
  const places = source.split(find).length - 1
  if (places !== 1) throw new Error(`${file} has ${places} places of: ${find}`)
  return source.replace(find, () => replace)
}

/** Those whose place does not stand exactly once in the code of today. */
export const misplaced = (patches: readonly Patch[]): Patch[] =>
  patches.filter(({ file, find }) => readFileSync(`${root}${file}`, 'utf8').split(find).length !== 2)
