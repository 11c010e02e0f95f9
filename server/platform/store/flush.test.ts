import { expect, it } from 'vitest'
import { Admission, ward } from '../../../src-shared/domains/ward/index.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { Conflict, StoreError, violated } from './failure.ts'
import { flush } from './flush.ts'
import type { ServiceTx } from './port.ts'
import type { RowBuffer } from './row-buffer.ts'
import type { Stored } from './stored.ts'

const [WARD, OTHER] = [testId(700), testId(800)]
const stay = (wardId: string) => ({ id: testId(20), status: 'admitted', wardId }) as Stored['row']

/** PostgreSQL's way: behind a statement that failed, every other of the transaction fails with 25P02. */
const txThatRefuses = (refusal: Error): ServiceTx =>
  ({
    lock: async () => [{ row: stay(WARD), rev: 1, scope: `ward:${WARD}` }],
    update: () => new Promise((_, reject) => setTimeout(() => reject(refusal), 5)),
    insert: async () => 0,
    rescope: () => Promise.reject(aborted()),
  }) as unknown as ServiceTx
const aborted = () => Object.assign(new Error('current transaction is aborted'), { code: '25P02' })

/** Changes of one stay, which the transaction answers with so many rows written. */
function oneStay(row: Stored['row'], written: number) {
  const base = { row: stay(WARD), rev: 1, scope: `ward:${WARD}` }
  const puts = new Map([[testId(20), { row, base }]])
  const buffer = {
    putsOf: (kind: AnyKind) => (kind === Admission ? puts : new Map()),
    writtenLists: () => [],
  } as unknown as RowBuffer
  const tx = { ...txThatRefuses(new Error()), update: async () => written } as unknown as ServiceTx
  return { buffer, tx }
}

it('given a transfer to a bed that somebody else just took, when its rows also follow it to another ward, then the violated constraint is what the caller hears', async () => {
  const base = { row: stay(WARD), rev: 1, scope: `ward:${WARD}` }
  const moved = new Map([[testId(20), { row: stay(OTHER), base }]])
  const buffer = {
    putsOf: (kind: AnyKind) => (kind === Admission ? moved : new Map()),
    writtenLists: () => [],
  } as unknown as RowBuffer
  const refusal = new StoreError(violated('DUPLICATE_VALUE', 'admission_bed_key'))
  await expect(flush(txThatRefuses(refusal), buffer, ward.kinds, async () => 1)).rejects.toBe(refusal)
})

it('given a write that is refused, when what was sent behind it fails for that, then the refusal is what the caller hears', async () => {
  const { buffer } = oneStay(stay(WARD), 1)
  const refusal = new StoreError(violated('DUPLICATE_VALUE', 'admission_bed_key'))
  const behind = () => Promise.reject(aborted())
  await expect(flush(txThatRefuses(refusal), buffer, ward.kinds, behind)).rejects.toBe(refusal)
})

it('given a row that was not written, when what was sent behind it has succeeded, then it is a conflict all the same', async () => {
  const { buffer, tx } = oneStay(stay(WARD), 0)
  await expect(flush(tx, buffer, ward.kinds, async () => 7)).rejects.toThrow('0 of 1 rows were as read')
})

it('given rows that were written, then what was sent behind them is the answer, and has seen the changes', async () => {
  const { buffer, tx } = oneStay(stay(WARD), 1)
  const entries = await flush(tx, buffer, ward.kinds, async (changes) => changes.entries)
  expect(entries).toMatchObject([{ op: 'put', kind: 'ward.admission', rev: 2 }])
})

it('given an allergy read before its patient was transferred, when it is written afterwards, then it is a conflict, or the old ward would count it out twice', async () => {
  const { buffer, tx } = oneStay(stay(WARD), 1)
  const movedOn = async () => [{ row: stay(WARD), rev: 1, scope: `ward:${OTHER}` }]
  await expect(flush({ ...tx, lock: movedOn } as ServiceTx, buffer, ward.kinds, async () => 1)).rejects.toThrow(
    Conflict,
  )
})
