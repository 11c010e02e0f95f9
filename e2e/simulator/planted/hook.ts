import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { DEFECTS, type Patch } from './defects.ts'

/**
 * `node --import …/hook.ts` with PLANTED=<name of a defect>: the product's code is loaded with the defect in it, and the
 * files stay as they are.
 */
const root = fileURLToPath(new URL('../../../', import.meta.url))
const planted = DEFECTS.find(({ name }) => name === process.env.PLANTED)
if (!planted) throw new Error(`PLANTED names no defect: ${process.env.PLANTED}`)

registerHooks({
  load(url, context, nextLoad) {
    const path = url.startsWith('file://') ? fileURLToPath(url) : ''
    const patches = planted.patches.filter(({ file }) => path === `${root}${file}`)
    if (patches.length === 0) return nextLoad(url, context)
    const source = patches.reduce(patched, readFileSync(path, 'utf8'))
    return { format: 'module-typescript', source, shortCircuit: true }
  },
})

/** @throws Error where the code has changed so far that the defect is no longer the one that was meant */
function patched(source: string, { file, find, replace }: Patch): string {
  const places = source.split(find).length - 1
  if (places !== 1) throw new Error(`${file} has ${places} places of: ${find}`)
  return source.replace(find, () => replace)
}
