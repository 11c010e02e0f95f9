import { expect, it } from 'vitest'
import { Admission, ward } from '../../../src-shared/domains/ward/index.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { StoreError, violated } from './failure.ts'
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
    rescope: () => Promise.reject(Object.assign(new Error('current transaction is aborted'), { code: '25P02' })),
  }) as unknown as ServiceTx

it('given a transfer to a bed that somebody else just took, when its rows also follow it to another ward, then the violated constraint is what the caller hears', async () => {
  const base = { row: stay(WARD), rev: 1, scope: `ward:${WARD}` }
  const moved = new Map([[testId(20), { row: stay(OTHER), base }]])
  const buffer = { putsOf: (kind: AnyKind) => (kind === Admission ? moved : new Map()) } as unknown as RowBuffer
  const refusal = new StoreError(violated('DUPLICATE_VALUE', 'admission_bed_key'))
  await expect(flush(txThatRefuses(refusal), buffer, ward.kinds)).rejects.toBe(refusal)
})
