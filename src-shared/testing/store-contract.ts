import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { AnyKind, Scalar } from '../kernel/kind.ts'
import { kind } from '../kernel/kind.ts'
import { testId } from './memory-store.ts'

export interface Versioned {
  row: Record<string, unknown> & { id: string }
  /** 1, 2, 3, … */
  rev: number
}
export type ContractStep =
  /** → Versioned | null */
  | { op: 'get'; kind: AnyKind; id: string }
  /** → Versioned[], ordered by id */
  | { op: 'list'; kind: AnyKind; index: string; key: readonly Scalar[] }
  /**
   * → the new revision. `expected` is the revision that was read, 0 where the row must not be there yet; another one
   * throws ProblemError ROW_CHANGED, a second row with a unique value DUPLICATE_VALUE, here or at the commit.
   */
  | { op: 'put'; kind: AnyKind; row: { id: string }; expected: number }
export type Script<T> = Generator<ContractStep, T, unknown>

/** A store with tables for `contractKinds`; `contract.sample.code` is unique. */
export interface ContractStore {
  /** Runs the steps in one transaction; an error leaves nothing and reaches the caller. */
  transaction<T>(script: () => Script<T>): T | Promise<T>
  empty(): void | Promise<void>
  close(): void | Promise<void>
}

const Sample = kind({
  name: 'contract.sample',
  fields: {
    code: z.string(),
    groupId: z.uuid().nullable(),
    takenAt: z.int(),
    temperature: z.number().nullable(),
    onOxygen: z.boolean().nullable(),
    urgent: z.boolean(),
    labels: z.array(z.string()),
    detail: z.strictObject({ note: z.string(), depth: z.number() }).nullable(),
  },
  indexes: { byGroup: ['groupId'], byGroupAndUrgent: ['groupId', 'urgent'] },
  scope: { type: 'fixed', scope: 'contract' },
})
export const contractKinds: readonly AnyKind[] = [Sample]

const sample = (n: number, change: Record<string, unknown> = {}) => ({
  id: testId(n),
  code: `S${n}`,
  groupId: null,
  takenAt: 1_772_438_400_000,
  temperature: 36.6,
  onOxygen: null,
  urgent: false,
  labels: [],
  detail: null,
  ...change,
})

function* get(n: number): Script<Versioned | null> {
  return (yield { op: 'get', kind: Sample, id: testId(n) }) as Versioned | null
}
function* put(row: { id: string }, expected: number): Script<number> {
  return (yield { op: 'put', kind: Sample, row, expected }) as number
}
function* list(index: string, key: readonly Scalar[]): Script<string[]> {
  const found = (yield { op: 'list', kind: Sample, index, key }) as Versioned[]
  return found.map((each) => each.row.id)
}

/** What a store owes to commands, alike on SQLite and on PostgreSQL. Call it at the top of a test file. */
export function describeStore(name: string, open: () => ContractStore | Promise<ContractStore>): void {
  describe(`the store contract on ${name}`, () => {
    let store: ContractStore
    const run = async <T>(script: () => Script<T>): Promise<T> => store.transaction(script)
    beforeAll(async () => {
      store = await open()
    })
    beforeEach(() => store.empty())
    afterAll(() => store?.close())

    roundTrips(run)
    revisions(run)
    lists(run)
    failures(run)
  })
}

type Run = <T>(script: () => Script<T>) => Promise<T>
const code = (problem: string) => ({ problem: expect.objectContaining({ code: problem }) })

function roundTrips(run: Run): void {
  it.each([
    ['nulls', sample(1, { temperature: null })],
    ['booleans', sample(1, { onOxygen: false, urgent: true })],
    ['decimals and large instants', sample(1, { temperature: 0.1 + 0.2, takenAt: 7_258_118_400_000 })],
    ['negative instants', sample(1, { takenAt: -2_208_988_800_000 })],
    ['empty and nested JSON', sample(1, { labels: ['a', '"b"', 'c\n'], detail: { note: "it's", depth: 1.5 } })],
    ['texts of three scripts', sample(1, { code: 'கமலா / කමලා / Kamala \\ \' "', groupId: testId(9) })],
    ['a text that looks like a number', sample(1, { code: '007' })],
  ])('given a row with %s, when it is read in the next transaction, then it is the same', async (_, row) => {
    await run(() => put(row, 0))
    expect(await run(() => get(1))).toEqual({ row, rev: 1 })
  })

  it('given no row, when it is read, then it is null', async () => {
    expect(await run(() => get(1))).toBeNull()
  })
}

function revisions(run: Run): void {
  it('given a row, when it is put with the revision that was read, then the revision is the next', async () => {
    await run(() => put(sample(1), 0))
    expect(await run(() => put(sample(1, { urgent: true }), 1))).toBe(2)
    expect(await run(() => get(1))).toMatchObject({ rev: 2, row: { urgent: true } })
  })

  it('given a row that moved on, when it is put with the old revision, then ROW_CHANGED and nothing is written', async () => {
    await run(() => put(sample(1), 0))
    await run(() => put(sample(1, { code: 'newer' }), 1))
    await expect(run(() => put(sample(1, { code: 'lost' }), 1))).rejects.toMatchObject(code('ROW_CHANGED'))
    expect(await run(() => get(1))).toMatchObject({ rev: 2, row: { code: 'newer' } })
  })

  it('given a row, when it is put as a new one, then ROW_CHANGED', async () => {
    await run(() => put(sample(1), 0))
    await expect(run(() => put(sample(1, { code: 'again' }), 0))).rejects.toMatchObject(code('ROW_CHANGED'))
  })

  it('given no row, when a known one is put, then ROW_CHANGED', async () => {
    await expect(run(() => put(sample(1), 3))).rejects.toMatchObject(code('ROW_CHANGED'))
  })
}

function lists(run: Run): void {
  const group = testId(50)

  it('given rows of two groups, when one is listed, then its rows come in the order of their ids', async () => {
    await run(function* () {
      yield* put(sample(3, { groupId: group }), 0)
      yield* put(sample(1, { groupId: group, urgent: true }), 0)
      yield* put(sample(2, { groupId: testId(51) }), 0)
    })
    expect(await run(() => list('byGroup', [group]))).toEqual([testId(1), testId(3)])
    expect(await run(() => list('byGroupAndUrgent', [group, true]))).toEqual([testId(1)])
    expect(await run(() => list('byGroup', [testId(52)]))).toEqual([])
  })

  it('given rows without a group, when null is listed, then they come', async () => {
    await run(function* () {
      yield* put(sample(2), 0)
      yield* put(sample(1, { groupId: group }), 0)
    })
    expect(await run(() => list('byGroup', [null]))).toEqual([testId(2)])
    expect(await run(() => list('byGroupAndUrgent', [null, false]))).toEqual([testId(2)])
  })

  it('given rows put in this transaction, when it reads and lists, then it sees them', async () => {
    await run(() => put(sample(1, { groupId: group }), 0))
    const seen = await run(function* () {
      yield* put(sample(2, { groupId: group }), 0)
      yield* put(sample(1, { groupId: null }), 1)
      return { row: yield* get(2), group: yield* list('byGroup', [group]) }
    })
    expect(seen.row).toMatchObject({ row: sample(2, { groupId: group }) })
    expect(seen.group).toEqual([testId(2)])
  })
}

function failures(run: Run): void {
  it('given a unique value in use, when another row takes it, then DUPLICATE_VALUE', async () => {
    await run(() => put(sample(1, { code: 'same' }), 0))
    await expect(run(() => put(sample(2, { code: 'same' }), 0))).rejects.toMatchObject(code('DUPLICATE_VALUE'))
    expect(await run(() => get(2))).toBeNull()
  })

  it('given an error after two puts, when the transaction ends, then nothing of it is left', async () => {
    await run(() => put(sample(1), 0))
    const broken = run(function* () {
      yield* put(sample(1, { code: 'half' }), 1)
      yield* put(sample(2), 0)
      throw new Error('the rule broke')
    })
    await expect(broken).rejects.toThrow('the rule broke')
    expect(await run(() => get(1))).toEqual({ row: sample(1), rev: 1 })
    expect(await run(() => get(2))).toBeNull()
  })
}
