import { expect, it } from 'vitest'
import { beginCount, pharmacy, recordCount } from '../../../../src-shared/domains/pharmacy/index.ts'
import { applied, MORNING, testId } from '../../../../src-shared/testing/memory-store.ts'
import { HERE, pharmacyWithShelves } from '../../../../src-shared/testing/stocked.ts'
import { wardCache } from '../../../app/testing/cache.ts'
import { openCount } from './count.ts'

const [COUNTER, OTHER] = [testId(60), testId(61)]

function counted() {
  const shelves = pharmacyWithShelves()
  shelves.receive({ lot: 'A1' }, { lot: 'B2' })
  const { store, departmentId } = shelves
  const countId = applied(store.run(beginCount, { departmentId })).result.countId as string
  const entry = { countId, stockId: shelves.stockOf('A1') }
  for (const found of [90, 91]) applied(store.run(recordCount, { ...entry, counted: found }, { userId: COUNTER }))
  const { db, rows } = wardCache()
  for (const kind of pharmacy.kinds)
    for (const row of store.all(kind)) rows.table(kind.name).put(row as { id: string }, 1, null, 0)
  return { departmentId, look: { db, now: MORNING, utcOffsetMinutes: 330, deviceId: HERE } }
}

it('given an open count, then each batch has what was found last, and nothing of what is expected', () => {
  const { look, departmentId } = counted()
  const view = openCount(look, departmentId, COUNTER)
  expect(view?.products[0]?.batches).toEqual([
    expect.objectContaining({ lot: 'A1', rounds: 2, counted: 91 }),
    expect.objectContaining({ lot: 'B2', rounds: 0, counted: null }),
  ])
  expect(JSON.stringify(view)).not.toContain('onHand')
  expect(view?.hasCounted).toBe(true)
  expect(openCount(look, departmentId, OTHER)?.hasCounted).toBe(false)
})

it('given no count is open, then there is none', () => {
  const { look } = counted()
  expect(openCount(look, testId(99), COUNTER)).toBeNull()
})
