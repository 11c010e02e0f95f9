import { globSync } from 'node:fs'
import type { Attack, Found } from './attack.ts'

/** Each area is a folder beside this file; each of its files exports `attacks`. */
export async function findAttacks(only?: string): Promise<Found[]> {
  const files = globSync('*/*.ts', { cwd: import.meta.dirname })
    .filter((file) => !file.startsWith('run/') && !file.includes('.test.') && !file.endsWith('.spec.ts'))
    .sort()
  const found: Found[] = []
  for (const file of files) {
    const { attacks = [] } = (await import(`./${file}`)) as { attacks?: readonly Attack[] }
    const area = file.split('/')[0] ?? ''
    for (const attack of attacks) found.push({ ...attack, area, file: `e2e/attacks/${file}` })
  }
  return only === undefined
    ? found
    : found.filter(({ name, area }) => only.split(',').some((w) => w === name || w === area))
}
