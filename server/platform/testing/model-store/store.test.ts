import { describe, expect, it } from 'vitest'
import { Registry } from '../../../../src-shared/kernel/domain.ts'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import type { Row } from '../../store/stored.ts'
import { portKinds } from '../port-contract.ts'
import { modelStore } from './store.ts'

const registry = new Registry([{ service: 'port', kinds: portKinds, commands: [], sequences: [], errors: {} }])
const [Item] = portKinds as [(typeof portKinds)[0]]
const item = (n: number) => ({
  row: { id: testId(n), code: `I${n}`, ownerId: null } as Row,
  rev: 1,
  scope: 'items',
})
const open = (step: (at: string) => Promise<void>) => modelStore({ registry, service: 'port', constraints: {}, step })

describe('the model of PostgreSQL under a history', () => {
  it('given a database that ends at each step of a transaction in turn, then it is there as a whole from its commit on, or not at all', async () => {
    const steps: string[] = []
    let dieAt = Number.POSITIVE_INFINITY
    const store = open(async (at) => {
      steps.push(at)
      if (steps.length === dieAt) store.crash()
    })
    const write = () => store.transaction((tx) => tx.insert(Item, [item(1)]))
    const nothing = store.copy()
    await write()
    const all = [...steps]
    expect(all).toEqual(['begin', 'insert port.item', 'commit', 'committed'])
    for (const [i, at] of all.entries()) {
      store.restore(nothing)
      steps.length = 0
      dieAt = i + 1
      // before the beginning there is nothing to lose yet
      if (at === 'begin') await write()
      else await expect(write()).rejects.toThrow('lost')
      dieAt = Number.POSITIVE_INFINITY
      const there = await store.transaction((tx) => tx.byIds(Item, [testId(1)]))
      expect(there.length).toBe(at === 'committed' || at === 'begin' ? 1 : 0)
    }
  })

  it('given a holder that is lost, then who waits for it is lost too, and the next one finds nothing held', async () => {
    const store = open(async () => undefined)
    let holding: () => void = () => undefined
    const held = new Promise<void>((resolve) => (holding = resolve))
    const first = store.transaction(async (tx) => {
      await tx.insert(Item, [item(1)])
      holding()
      await new Promise(() => undefined)
    })
    first.catch(() => undefined)
    await held
    const second = store.transaction((tx) => tx.insert(Item, [item(1)]))
    const outcome = second.then(
      () => 'committed',
      (error) => String(error),
    )
    await new Promise((resolve) => setImmediate(resolve))
    store.crash()
    expect(await outcome).toContain('lost')
    expect(await store.transaction((tx) => tx.insert(Item, [item(1)]))).toBe(1)
  })

  it('given a copy, when it is restored, then the database is that of the moment, and later versions are given anew', async () => {
    const store = open(async () => undefined)
    await store.transaction((tx) => tx.insert(Item, [item(1)]))
    const copy = store.copy()
    await store.transaction((tx) => tx.insert(Item, [item(2)]))
    store.restore(copy)
    expect((await store.transaction((tx) => tx.byIds(Item, [testId(1), testId(2)]))).map(({ row }) => row.id)).toEqual([
      testId(1),
    ])
  })

  it('given a row that was read, when somebody changes it in memory, then the store’s own stays as it was', async () => {
    const store = open(async () => undefined)
    const written = item(1)
    await store.transaction((tx) => tx.insert(Item, [written]))
    written.row.code = 'changed outside'
    const [read] = await store.transaction((tx) => tx.byIds(Item, [testId(1)]))
    expect(read?.row.code).toBe('I1')
    expect(() => Object.assign(read?.row ?? {}, { code: 'changed' })).toThrow(TypeError)
  })
})
