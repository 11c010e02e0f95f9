import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { DEFECTS } from './defects.ts'
import { hunt } from './hunt.ts'

/** Those that few seeds show; `npm run planted` looks for all, over up to 10,000. */
const QUICK = [
  'outcome-not-looked-up',
  'no-inbox-item',
  'grant-not-asked',
  'saved-before-synced',
  'handed-over-unbooked',
  'received-twice',
]
const SEEDS = 40
const root = fileURLToPath(new URL('../../../', import.meta.url))

it.each(QUICK)(
  'Given %s in the code, when histories are played, then one of the first shows it',
  async (name) => {
    const defect = DEFECTS.find((one) => one.name === name)
    if (!defect) throw new Error(`there is no defect ${name}`)
    expect(await hunt(defect, { first: 1, most: SEEDS })).not.toBeNull()
  },
  120_000,
)

it('Given the defects, then there are at least 15, each with a name of its own', () => {
  expect(new Set(DEFECTS.map(({ name }) => name)).size).toBe(DEFECTS.length)
  expect(DEFECTS.length).toBeGreaterThanOrEqual(15)
})

it('Given each defect, then what it replaces stands exactly once in the code of today', () => {
  const places = DEFECTS.flatMap(({ name, patches }) =>
    patches.map(({ file, find }) => ({ name, times: readFileSync(`${root}${file}`, 'utf8').split(find).length - 1 })),
  )
  expect(places.filter(({ times }) => times !== 1)).toEqual([])
})
