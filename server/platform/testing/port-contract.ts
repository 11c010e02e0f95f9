import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type AnyKind, kind } from '../../../src-shared/kernel/kind.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { AUDIT_START, nextLinks } from '../audit/chain.ts'
import { Changes } from '../store/changes.ts'
import { flush } from '../store/flush.ts'
import { loadAll } from '../store/load.ts'
import type { Recording, ServiceStore, ServiceTx } from '../store/port.ts'
import { RowBuffer } from '../store/row-buffer.ts'
import type { Row, Stored } from '../store/stored.ts'

const Item = kind({
  name: 'port.item',
  fields: { code: z.string(), ownerId: z.uuid().nullable() },
  indexes: { byOwner: ['ownerId'] },
  scope: { type: 'fixed', scope: 'items' },
})
const Part = kind({
  name: 'port.part',
  fields: { itemId: z.uuid() },
  indexes: { byItem: ['itemId'] },
  scope: { type: 'parent', kind: () => Item as AnyKind, field: 'itemId', otherwise: 'nowhere' },
})
/** `item.code` is unique; `item.ownerId` refers to an item, at the commit; `part.itemId` refers to one at once. */
export const portKinds: readonly AnyKind[] = [Item, Part]

export interface OpenPort {
  store: ServiceStore
  empty(): void | Promise<void>
  close(): void | Promise<void>
}

const DEVICE = testId(900)
const item = (n: number, change: Record<string, unknown> = {}, rev = 1): Stored => ({
  row: { id: testId(n), code: `I${n}`, ownerId: null, ...change } as Row,
  rev,
  scope: 'items',
})
const part = (n: number, of: number): Stored => ({ row: { id: testId(n), itemId: testId(of) }, rev: 1, scope: 'items' })

const recording = (change: Partial<Recording> = {}): Recording => ({
  deviceId: DEVICE,
  client: null,
  outcomes: [],
  kept: [],
  links: [],
  changes: new Changes(),
  at: 1,
  ...change,
})
/** One row that enters its scope. */
function feedOf(...stored: Stored[]): Recording {
  const changes = new Changes()
  for (const each of stored) changes.add('port.item', null, each)
  return recording({ changes })
}
const outcome = (commandId: string) => ({
  ...{ commandId, hash: `hash of ${commandId}`, number: 1, status: 'applied' as const },
  ...{ problem: null, flags: [], result: { given: 'x' } },
})
const pull = { clientIds: [testId(901)], scopes: ['items'], cursor: 0, limit: 100 }
const pushOf = (commandIds: string[]) => ({
  ...{ clientId: testId(901), deviceId: DEVICE, commandIds, untrustedNumbers: [], numbers: [] },
})
const refusal = (code: string) => ({ problem: { code } })

/** A transaction that is led by hand: each `run` is one call in it, `end` commits or rolls back. */
class Led {
  readonly ended: Promise<unknown>
  #calls: ((tx: ServiceTx) => Promise<void>)[] = []
  #wake: () => void = () => undefined

  constructor(store: ServiceStore) {
    this.ended = store.transaction(async (tx) => {
      for (;;) {
        const call = this.#calls.shift()
        if (call) await call(tx)
        else if (this.#over) return this.#over()
        else await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    })
    this.ended.catch(() => undefined)
  }

  run<T>(call: (tx: ServiceTx) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#calls.push((tx) =>
        call(tx).then(resolve, (error) => {
          reject(error)
          throw error
        }),
      )
      this.#wake()
    })
  }

  #over: (() => void) | null = null
  commit(): Promise<unknown> {
    return this.#end(() => undefined)
  }
  rollback(): Promise<unknown> {
    return this.#end(() => {
      throw new Error('rolled back')
    }).catch(() => undefined)
  }
  #end(over: () => void): Promise<unknown> {
    this.#over = over
    this.#wake()
    return this.ended
  }
}

/** Still waiting after it has had every chance. */
async function waits(running: Promise<unknown>): Promise<boolean> {
  const pause = new Promise((resolve) => setTimeout(resolve, 60, 'waits'))
  return (await Promise.race([running.then(() => 'done').catch(() => 'done'), pause])) === 'waits'
}

/** What a service's store owes to the sync logic, beside the rows' own contract. */
export function describeServiceStore(name: string, open: () => OpenPort | Promise<OpenPort>): void {
  describe(`the service store on ${name}`, () => {
    let opened: OpenPort
    const store = () => opened.store
    beforeAll(async () => {
      opened = await open()
    })
    beforeEach(() => opened.empty())
    afterAll(() => opened?.close())

    visibility(store)
    waiting(store)
    lists(store)
    versions(store)
    pushes(store)
    numbers(store)
    wholes(store)
  })
}

type Get = () => ServiceStore

function visibility(store: Get): void {
  it('given a transaction that is open, when another one reads, then it sees nothing of it until the commit', async () => {
    const [writer, reader] = [new Led(store()), new Led(store())]
    await writer.run((tx) => tx.insert(Item, [item(1)]))
    expect(await writer.run((tx) => tx.byIds(Item, [testId(1)]))).toHaveLength(1)
    expect(await reader.run((tx) => tx.byIds(Item, [testId(1)]))).toEqual([])
    await writer.commit()
    expect(await reader.run((tx) => tx.byIds(Item, [testId(1)]))).toEqual([item(1)])
    await reader.commit()
  })

  it('given a transaction that is rolled back, then nothing of it is left: row, version, outcome, audit, number', async () => {
    const writer = new Led(store())
    await writer.run(async (tx) => {
      await tx.beginBlock({ sequence: 's', epoch: 'e', start: 1, gap: 0 })
      await tx.takeNumbers('s', 'e', 5)
      await tx.setConsumerCursor('c', 9)
      await tx.insert(Item, [item(1)])
      const links = nextLinks(await tx.holdAudit(DEVICE), [{ did: 'it' }], () => 'h')
      await tx.record({ ...feedOf(item(1)), outcomes: [outcome(testId(5))], links })
    })
    await writer.rollback()
    expect(await store().feedPage(pull)).toMatchObject({ head: 0, entries: [], sums: [] })
    expect(await store().counts()).toMatchObject({ ver: 0, commands: 0 })
    expect(await store().auditLinks(DEVICE, 0, 10)).toEqual([])
    expect(await store().consumerCursor('c')).toBe(0)
    expect(await store().transaction((tx) => tx.takeNumbers('s', 'e', 1))).toBeNull()
    expect(await store().transaction((tx) => tx.byIds(Item, [testId(1)]))).toEqual([])
  })
}

function waiting(store: Get): void {
  it('given a row that is held, when another one locks it, then it waits, and gets it as the holder left it', async () => {
    await store().transaction((tx) => tx.insert(Item, [item(1)]))
    const [first, second] = [new Led(store()), new Led(store())]
    await first.run((tx) => tx.lock(Item, [testId(1)]))
    const locked = second.run((tx) => tx.lock(Item, [testId(1)]))
    expect(await waits(locked)).toBe(true)
    await first.run((tx) => tx.update(Item, [item(1, { code: 'newer' }, 2)]))
    await first.commit()
    expect(await locked).toEqual([item(1, { code: 'newer' }, 2)])
    expect(await second.run((tx) => tx.update(Item, [item(1, { code: 'lost' }, 2)]))).toBe(0)
    await second.commit()
  })

  it.each(['commit', 'rollback'] as const)(
    'given a unique value taken by an open transaction, when another wants it, then it waits for the %s',
    async (end) => {
      const [first, second] = [new Led(store()), new Led(store())]
      await first.run((tx) => tx.insert(Item, [item(1, { code: 'same' })]))
      const wanted = second.run((tx) => tx.insert(Item, [item(2, { code: 'same' })]))
      const settled = wanted.then(
        () => 'taken',
        (error) => error,
      )
      expect(await waits(wanted)).toBe(true)
      await first[end]()
      if (end === 'rollback') expect(await settled).toBe('taken')
      else await expect(second.ended).rejects.toMatchObject({ type: 'constraint', ...refusal('DUPLICATE_VALUE') })
      await second.rollback()
    },
  )

  it('given a unique value left by an open transaction, when another wants it, then it waits until that is sure', async () => {
    await store().transaction((tx) => tx.insert(Item, [item(1, { code: 'bed' })]))
    const [first, second] = [new Led(store()), new Led(store())]
    await first.run((tx) => tx.update(Item, [item(1, { code: 'other' }, 2)]))
    const wanted = second.run((tx) => tx.insert(Item, [item(2, { code: 'bed' })]))
    expect(await waits(wanted)).toBe(true)
    await first.commit()
    expect(await wanted).toBe(1)
    await second.commit()
  })

  it('given the same row made twice at once, then the second is a conflict, not a double value', async () => {
    const [first, second] = [new Led(store()), new Led(store())]
    await first.run((tx) => tx.insert(Item, [item(1)]))
    const again = second.run((tx) => tx.insert(Item, [item(1)])).catch((error) => error)
    expect(await waits(again)).toBe(true)
    await first.commit()
    await again
    await expect(second.ended).rejects.toMatchObject({ type: 'conflict', ...refusal('ROW_CHANGED') })
  })

  it('given two that wait for each other, then one gets a conflict and the other goes on', async () => {
    await store().transaction((tx) => tx.insert(Item, [item(1), item(2)]))
    const [one, other] = [new Led(store()), new Led(store())]
    await one.run((tx) => tx.lock(Item, [testId(1)]))
    await other.run((tx) => tx.lock(Item, [testId(2)]))
    const crossed = [one.run((tx) => tx.lock(Item, [testId(2)])), other.run((tx) => tx.lock(Item, [testId(1)]))]
    const results = await Promise.allSettled(crossed)
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const ended = await Promise.allSettled([one.commit(), other.commit()])
    const refused = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    expect(refused).toMatchObject([{ type: 'conflict', ...refusal('ROW_CHANGED') }])
  })

  it('given a key that is held, when another one wants it, then it waits and sees what the holder wrote, and other keys wait for nobody', async () => {
    const [first, second, third] = [new Led(store()), new Led(store()), new Led(store())]
    await first.run((tx) => tx.holdKeys(['one', 'two']))
    const held = second.run((tx) => tx.holdKeys(['two']))
    expect(await waits(held)).toBe(true)
    await third.run((tx) => tx.holdKeys(['three']))
    await third.commit()
    await first.run((tx) => tx.insert(Item, [item(1)]))
    await first.commit()
    await held
    expect(await second.run((tx) => tx.byIds(Item, [testId(1)]))).toEqual([item(1)])
    await second.commit()
  })

  it('given a reference to what is not there or not yet committed, then it is refused, the deferred one at the commit', async () => {
    const maker = new Led(store())
    await maker.run((tx) => tx.insert(Item, [item(1)]))
    const hasty = store().transaction((tx) => tx.insert(Part, [part(5, 1)]))
    await expect(hasty).rejects.toMatchObject({ type: 'constraint', ...refusal('INPUT_INVALID') })
    await maker.commit()
    expect(await store().transaction((tx) => tx.insert(Part, [part(5, 1)]))).toBe(1)

    const owned = (n: number, by: number) => item(n, { ownerId: testId(by) })
    await store().transaction((tx) => tx.insert(Item, [owned(2, 3), owned(3, 2)]))
    const dangling = new Led(store())
    expect(await dangling.run((tx) => tx.insert(Item, [owned(4, 99)]))).toBe(1)
    await expect(dangling.commit()).rejects.toMatchObject({ type: 'constraint', ...refusal('INPUT_INVALID') })
  })

  it('given a statement that was refused, when the caller goes on all the same, then nothing is committed', async () => {
    const careless = store().transaction(async (tx) => {
      await tx.insert(Item, [item(1, { code: 'a' })])
      await tx.insert(Item, [item(2, { code: 'a' })]).catch(() => undefined)
    })
    await expect(careless).rejects.toThrow()
    expect(await store().transaction((tx) => tx.byIds(Item, [testId(1)]))).toEqual([])
  })
}

/** Adds an item to those of an owner, where the rule may have read them before. */
async function addTo(tx: ServiceTx, { owner, id }: { owner: number; id: number }, read = true): Promise<void> {
  const buffer = new RowBuffer()
  const request = { op: 'list' as const, kind: Item as AnyKind, index: 'byOwner', key: [testId(owner)] }
  if (read) await loadAll(tx, buffer, [request])
  buffer.put([{ kind: Item as AnyKind, row: item(id, { ownerId: testId(owner) }).row }])
  await flush(tx, buffer, portKinds, async () => undefined)
}

function lists(store: Get): void {
  it('given two that read a list and add to it at once, then the second is a conflict, and goes through with what the first wrote', async () => {
    await store().transaction((tx) => tx.insert(Item, [item(1), item(2)]))
    const [first, second] = [new Led(store()), new Led(store())]
    await first.run((tx) => addTo(tx, { owner: 1, id: 3 }))
    const late = second.run((tx) => addTo(tx, { owner: 1, id: 4 }))
    const heard = expect(late).rejects.toMatchObject({ type: 'conflict' })
    expect(await waits(late)).toBe(true)
    await first.commit()
    await heard
    await second.rollback()
    await store().transaction((tx) => addTo(tx, { owner: 1, id: 4 }))
    expect(await store().transaction((tx) => tx.byIndex(Item, 'byOwner', [[testId(1)]]))).toHaveLength(2)
  })

  it('given two that add to different lists, or to one that only one of them has read, then nobody waits', async () => {
    await store().transaction((tx) => tx.insert(Item, [item(1), item(2)]))
    const first = new Led(store())
    await first.run((tx) => addTo(tx, { owner: 1, id: 3 }))
    await store().transaction((tx) => addTo(tx, { owner: 2, id: 4 }))
    await store().transaction((tx) => addTo(tx, { owner: 1, id: 5 }, false))
    await first.commit()
    expect(await store().transaction((tx) => tx.byIds(Item, [3, 4, 5].map(testId)))).toHaveLength(3)
  })

  it('given a row that leaves the list which another one reads and adds to, when both have read it, then the second is a conflict', async () => {
    await store().transaction((tx) => tx.insert(Item, [item(1), item(2), item(3, { ownerId: testId(1) })]))
    const leaving = new Led(store())
    await leaving.run(async (tx) => {
      const buffer = new RowBuffer()
      await loadAll(tx, buffer, [{ op: 'list', kind: Item as AnyKind, index: 'byOwner', key: [testId(1)] }])
      buffer.answer({ op: 'list', kind: Item as AnyKind, index: 'byOwner', key: [testId(1)] })
      buffer.put([{ kind: Item as AnyKind, row: item(3, { ownerId: testId(2) }).row }])
      await flush(tx, buffer, portKinds, async () => undefined)
    })
    const late = new Led(store())
    const adding = late.run((tx) => addTo(tx, { owner: 1, id: 4 }))
    const heard = expect(adding).rejects.toMatchObject({ type: 'conflict' })
    expect(await waits(adding)).toBe(true)
    await leaving.commit()
    await heard
    await late.rollback()
  })
}

function versions(store: Get): void {
  it('given a version that is allotted and not committed, then the next one waits and no reader passes it', async () => {
    const [first, second] = [new Led(store()), new Led(store())]
    expect(await first.run((tx) => tx.record(feedOf(item(1))))).toBe(1)
    const next = second.run((tx) => tx.record(feedOf(item(2))))
    expect(await waits(next)).toBe(true)
    expect(await store().feedPage(pull)).toMatchObject({ head: 0, ver: 0, entries: [] })
    await first.commit()
    expect(await next).toBe(2)
    expect(await store().feedPage(pull)).toMatchObject({ head: 1, ver: 1, entries: [{ ver: 1, id: testId(1) }] })
    await second.rollback()
    expect(await store().transaction((tx) => tx.record(feedOf(item(3))))).toBe(2)
  })

  it('given nothing that changed, when it is recorded, then the version stays and nobody waits for it', async () => {
    await store().transaction((tx) => tx.record(feedOf(item(1))))
    const writer = new Led(store())
    await writer.run((tx) => tx.record(feedOf(item(2))))
    expect(await store().transaction((tx) => tx.record(recording({ outcomes: [outcome(testId(6))] })))).toBe(1)
    await writer.commit()
  })

  it('given many writers at once, when a reader follows, then it misses nothing', async () => {
    let writing = true
    const writers = Promise.all(
      Array.from({ length: 8 }, async (_, w) => {
        for (let i = 0; i < 6; i++) await store().transaction((tx) => tx.record(feedOf(item(w * 10 + i))))
      }),
    ).finally(() => {
      writing = false
    })
    const seen: string[] = []
    let cursor = 0
    const read = async () => {
      const page = await store().feedPage({ ...pull, cursor, limit: 3 })
      seen.push(...page.entries.map(({ id }) => id))
      cursor = page.ver
      return page.ver < page.head
    }
    while (writing) await read()
    await writers
    while (await read()) {}
    expect(new Set(seen).size).toBe(48)
    expect(seen.length).toBe(48)
  })

  it('given versions of several rows, when a page ends in one, then it has the whole of it', async () => {
    await store().transaction((tx) => tx.record(feedOf(item(1))))
    await store().transaction((tx) => tx.record(feedOf(item(2), item(3), item(4))))
    await store().transaction((tx) => tx.record(feedOf(item(5))))
    const page = await store().feedPage({ ...pull, limit: 2 })
    expect(page).toMatchObject({ head: 3, ver: 2, sums: [{ scope: 'items', rows: 5 }] })
    expect(page.entries.map(({ ver }) => ver)).toEqual([1, 2, 2, 2])
    expect((await store().feedAfter(1, 1)).entries.map(({ ver }) => ver)).toEqual([2, 2, 2])
    expect(await store().feedPage({ ...pull, scopes: ['others'] })).toMatchObject({ ver: 3, entries: [], sums: [] })
  })

  it('given a horizon, when the feed is dropped in slices, then the oldest go first, and every reader sees the horizon at once', async () => {
    for (let n = 1; n <= 4; n++) await store().transaction((tx) => tx.record(feedOf(item(n), item(10 + n))))
    const reader = { clientId: testId(901), cursor: 3, at: 50 }
    await store().noteFeed({ ver: 4, at: 100, cursors: [reader], forget: 0 })
    await store().noteFeed({ ver: 4, at: 200, cursors: [{ ...reader, cursor: 4, at: 150 }], forget: 60 })
    expect(await store().feedState()).toEqual({
      ...{ head: 4, horizon: 0, marks: [{ ver: 4, at: 100 }] },
      cursors: [{ ...reader, cursor: 4, at: 150 }],
    })
    await store().raiseHorizon(3)
    await store().raiseHorizon(2)
    expect(await store().feedPage(pull)).toMatchObject({ horizon: 3 })
    expect([await store().dropFeed(4), await store().dropFeed(4), await store().dropFeed(4)]).toEqual([4, 2, 0])
    const { horizon, entries } = await store().feedAfter(3, 10)
    expect([horizon, entries.map(({ ver }) => ver)]).toEqual([3, [4, 4]])
    await store().noteFeed({ ver: 4, at: 300, cursors: [], forget: 250 })
    expect((await store().feedState()).cursors).toEqual([])
    expect(await store().scopes()).toEqual(['items'])
  })
}

function pushes(store: Get): void {
  it('given two pushes of one client at once, then the second waits and knows what the first has done', async () => {
    const [first, second] = [new Led(store()), new Led(store())]
    expect(await first.run((tx) => tx.beginPush(pushOf([testId(7)])))).toMatchObject({ lastNumber: 0 })
    const next = second.run((tx) => tx.beginPush(pushOf([testId(7)])))
    expect(await waits(next)).toBe(true)
    const client = { clientId: testId(901), lastNumber: 1 }
    await first.run((tx) => tx.record(recording({ client, outcomes: [outcome(testId(7))] })))
    await first.commit()
    const known = await next
    expect(known).toMatchObject({ deviceId: DEVICE, lastNumber: 1 })
    expect(known.outcomes.get(testId(7))).toEqual({
      ...{ hash: `hash of ${testId(7)}`, status: 'applied', ver: 0, problem: null, flags: [], result: { given: 'x' } },
    })
    await second.rollback()
    const page = await store().feedPage({ ...pull, clientIds: [testId(901), testId(905)] })
    expect([...page.lastNumbers]).toEqual([[testId(901), 1]])
  })

  it('given an outcome that is there, when another one is recorded under its id, then it is a conflict', async () => {
    const once = () => store().transaction((tx) => tx.record(recording({ outcomes: [outcome(testId(8))] })))
    await once()
    await expect(once()).rejects.toMatchObject({ type: 'conflict' })
  })

  it('given two that write to one audit chain at once, then the second waits and its links follow', async () => {
    const [first, second] = [new Led(store()), new Led(store())]
    expect(await first.run((tx) => tx.holdAudit(DEVICE))).toEqual({ seq: 0, hash: AUDIT_START })
    const next = second.run((tx) => tx.holdAudit(DEVICE))
    expect(await waits(next)).toBe(true)
    const links = nextLinks({ seq: 0, hash: AUDIT_START }, [{ n: 1 }, { n: 2 }], (text) => `h${text.length}`)
    await first.run((tx) => tx.record(recording({ links })))
    await first.commit()
    expect(await next).toEqual({ seq: 2, hash: links[1]?.hash })
    await second.rollback()
    expect(await store().auditLinks(DEVICE, 1, 10)).toMatchObject([links[1] as object])
    expect(await store().auditHead(DEVICE)).toEqual({ seq: 2, hash: links[1]?.hash })
  })
}

function numbers(store: Get): void {
  const block = { sequence: 's', epoch: 'one', start: 100, gap: 0 }

  it('given a new epoch, when it begins its block, then it lies above what was given, and the gap counts as lent', async () => {
    await store().transaction(async (tx) => {
      expect(await tx.takeNumbers('s', 'one', 5)).toBeNull()
      await tx.beginBlock(block)
      expect(await tx.takeNumbers('s', 'one', 5)).toBe(100)
      await tx.beginBlock({ ...block, epoch: 'two', gap: 1_000 })
      expect(await tx.lastBlock('s')).toBe('two')
      expect(await tx.takeNumbers('s', 'two', 1)).toBe(1_105)
      expect(await tx.takeNumbers('s', 'one', 1)).toBe(105)
    })
    const asked = [99, 105, 1_104, 1_105].map((value) => ({ sequence: 's', value }))
    const known = await store().transaction((tx) => tx.beginPush({ ...pushOf([]), numbers: asked }))
    expect(known.lent).toEqual([false, true, true, false])
  })

  it('given a lease, then its numbers are lent to its device alone', async () => {
    const lease = { sequence: 's', first: 10, last: 12, deviceId: DEVICE, clientId: testId(1), epoch: 'e', lentAt: 1 }
    await store().transaction((tx) => tx.addLease(lease))
    const of = async (deviceId: string, clientId: string) => {
      const values = [9, 10, 12, 13].map((value) => ({ sequence: 's', value }))
      const known = await store().transaction((tx) =>
        tx.beginPush({ ...pushOf([]), deviceId, clientId, numbers: values }),
      )
      return known.lent
    }
    expect(await of(DEVICE, testId(902))).toEqual([false, true, true, false])
    expect(await of(testId(903), testId(904))).toEqual([false, false, false, false])
  })

  it('given a rest that its holder gave back, then it is lent once more, to one alone, and is no longer the holder’s', async () => {
    const [other, third] = [testId(903), testId(904)]
    const lease = { sequence: 's', deviceId: DEVICE, clientId: testId(1), epoch: 'e', lentAt: 1 }
    const rest = (first: number, last: number) => ({ sequence: 's', first, last, deviceId: DEVICE, epoch: 'e' })
    const back = (of: ReturnType<typeof rest>) => store().transaction((tx) => tx.returnRest(of))
    const lend = (deviceId: string, epoch = 'e') =>
      store().transaction((tx) => tx.lendRest({ ...lease, deviceId, epoch, lentAt: 2 }))
    const lentTo = async (deviceId: string, clientId: string) => {
      const numbers = [10, 14, 15, 19, 20, 29].map((value) => ({ sequence: 's', value }))
      return (await store().transaction((tx) => tx.beginPush({ ...pushOf([]), deviceId, clientId, numbers }))).lent
    }
    await store().transaction((tx) => tx.addLease({ ...lease, first: 10, last: 19 }))
    await store().transaction((tx) => tx.addLease({ ...lease, first: 20, last: 29 }))

    expect(await lend(other)).toBeNull()
    expect(await back(rest(15, 19))).toBe(true)
    expect(await back(rest(20, 29))).toBe(true)
    expect(await back(rest(15, 19))).toBe(false)
    expect(await back(rest(9, 14))).toBe(false)
    expect(await back({ ...rest(12, 14), deviceId: other })).toBe(false)
    expect(await back({ ...rest(12, 14), epoch: 'another' })).toBe(false)
    expect(await lend(other, 'another')).toBeNull()
    expect(await Promise.all([lend(other), lend(other)].map((each) => each.catch(() => null)))).toContainEqual({
      ...{ first: 15, last: 19 },
    })
    while (await lend(third)) {}

    const [holder, second, last] = [
      await lentTo(DEVICE, testId(911)),
      await lentTo(other, testId(912)),
      await lentTo(third, testId(913)),
    ]
    expect(holder).toEqual([true, true, false, false, false, false])
    // each number has one holder
    expect(second.map((is, i) => is !== last[i])).toEqual([false, false, true, true, true, true])
  })

  it('given sixteen that take numbers at once, then none is given twice', async () => {
    await store().transaction((tx) => tx.beginBlock(block))
    const taken = await Promise.all(
      Array.from({ length: 16 }, () => store().transaction((tx) => tx.takeNumbers('s', 'one', 3))),
    )
    expect(taken.map((first) => ((first ?? 0) - 100) / 3).sort((a, b) => a - b)).toEqual([...Array(16).keys()])
  })
}

function wholes(store: Get): void {
  it('given a parent that moves, when its children are rescoped, then all follow but those left out', async () => {
    await store().transaction(async (tx) => {
      await tx.insert(Item, [item(1), item(2)])
      await tx.insert(Part, [part(11, 1), part(12, 1), part(13, 2)])
    })
    const moved = await store().transaction((tx) => tx.rescope(Part, new Map([[testId(1), 'there']]), [testId(12)]))
    expect(moved).toEqual([{ stored: { ...part(11, 1), scope: 'there' }, left: 'items' }])
  })

  it('given children that were written in another order, when they are rescoped, then they are given by id', async () => {
    await store().transaction(async (tx) => {
      await tx.insert(Item, [item(1)])
      for (const n of [13, 11, 14, 12]) await tx.insert(Part, [part(n, 1)])
    })
    const moved = await store().transaction((tx) => tx.rescope(Part, new Map([[testId(1), 'there']]), []))
    expect(moved.map(({ stored }) => stored.row.id)).toEqual([11, 12, 13, 14].map(testId))
  })

  it('given a scope, when its snapshot is read page by page, then kinds come in order and nothing twice', async () => {
    await store().transaction(async (tx) => {
      await tx.insert(Item, [item(1), item(2)])
      await tx.insert(Part, [part(11, 1)])
      await tx.record(feedOf(item(1), item(2)))
    })
    const page = (after: { kind: number; id: string | null }) =>
      store().snapshotPage({ scope: 'items', after, limit: 2 })
    expect(await page({ kind: 0, id: null })).toEqual({
      at: 1,
      total: 2,
      rows: [item(1), item(2)].map(({ row, rev }) => ({ kind: 'port.item', id: row.id, rev, row })),
    })
    expect((await page({ kind: 0, id: testId(1) })).rows.map(({ id }) => id)).toEqual([testId(2), testId(11)])
    expect((await page({ kind: 1, id: testId(11) })).rows).toEqual([])
  })
}
