import { expect, it } from 'vitest'
import { z } from 'zod'
import type { Authorised } from '../../../src-shared/kernel/authorise.ts'
import { apply, command } from '../../../src-shared/kernel/command.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import type { Runtime } from './options.ts'
import { askOnce, type Entry, prepare } from './prepare.ts'

const [NURSE, WITNESS] = [testId(2), testId(3)]
const given = command({
  name: 'ward.give',
  version: 1,
  class: 'edit',
  allow: ['nurse'],
  witness: ['pharmacist'],
  input: z.strictObject({}),
  // biome-ignore lint/correctness/useYield: nothing is read
  *gather() {
    return null
  },
  decide: () => apply([]),
})
const runtimeOf = (authorise?: Runtime['authorise']) =>
  ({ service: 'ward', registry: { command: () => ({ ...given, service: 'ward' }) }, authorise }) as unknown as Runtime
const entry: Entry = {
  ...{ commandId: testId(9), name: 'ward.give', version: 1, input: {}, deviceId: testId(8), utcOffsetMinutes: 330 },
  ...{ actor: { userId: NURSE, roles: ['nurse'] }, occurredAt: 1000, allotted: { ids: {}, numbers: {} } },
  proof: { method: 'pin', at: 1000, witness: { userId: WITNESS, method: 'pin', at: 1000 } },
}
const witnessedBy = (witness: Authorised | null) =>
  prepare(runtimeOf(), entry, async ({ userId }) => (userId === WITNESS ? witness : { userId, roles: ['nurse'] }))

it('given a witness who has left, or whom nobody knows, then it is not witnessed; by a colleague it is', async () => {
  const unknown = { verdict: { problem: { code: 'ACTOR_UNKNOWN' } } }
  expect(await witnessedBy({ userId: WITNESS, roles: [] })).toMatchObject(unknown)
  expect(await witnessedBy(null)).toMatchObject(unknown)
  expect(await witnessedBy({ userId: WITNESS, roles: ['pharmacist'] })).toMatchObject({ type: 'run' })
  const cashier = await witnessedBy({ userId: WITNESS, roles: ['cashier'] })
  expect(cashier).toMatchObject({ verdict: { problem: { code: 'WITNESS_ROLE' } } })
})

it('given a push of one minute in which a chart was opened, then each act is judged by its own moment, asked as seldom as can be', async () => {
  const asked: number[] = []
  const ask = askOnce(
    runtimeOf(async ({ userId }, at) => {
      asked.push(at)
      const isOpen = at >= 30_000
      const steady = isOpen ? ([30_000, 90_000] as const) : ([0, 30_000] as const)
      return { userId, roles: ['nurse'], rights: { roles: [], opened: isOpen ? [testId(5)] : [] }, steady }
    }),
  )
  const moments = [10_000, 29_999, 30_000, 45_000, 12_000]
  const people = await Promise.all(moments.map((at) => ask({ userId: NURSE, roles: [] }, at)))
  expect(people.map((person) => person?.rights?.opened.length)).toEqual([0, 0, 1, 1, 0])
  expect(asked).toEqual([10_000, 30_000])
})

it('given somebody whom nobody knows, then it is asked once', async () => {
  let asked = 0
  const ask = askOnce(
    runtimeOf(async () => {
      asked += 1
      return null
    }),
  )
  expect(await Promise.all([1, 2, 3].map((at) => ask({ userId: NURSE, roles: [] }, at)))).toEqual([null, null, null])
  expect(asked).toBe(1)
})
