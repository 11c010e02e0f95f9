import { expect, it } from 'vitest'
import { DEFECTS } from './defects.ts'
import { hunt } from './hunt.ts'

/** Those that few seeds show; `npm run planted` looks for all, over up to 10,000. */
const QUICK = ['outcome-not-looked-up', 'no-inbox-item', 'grant-not-asked', 'saved-before-synced']
const SEEDS = 40

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
