import type { Gather, StoreRequest } from '../../../src-shared/kernel/gather.ts'
import { get, list } from '../../../src-shared/kernel/gather.ts'
import type { AnyKind, RowOf, Scalar } from '../../../src-shared/kernel/kind.ts'
import { loadAll } from './load.ts'
import type { ServiceTx } from './port.ts'
import { NOT_LOADED, type RowBuffer } from './row-buffer.ts'

/** One transaction on a service's rows. A row that was read is put by compare and set; another must be new. */
export interface StoreTx {
  get<K extends AnyKind>(kind: K, id: string): Promise<RowOf<K> | null>
  list<K extends AnyKind>(kind: K, index: string, key: readonly Scalar[]): Promise<RowOf<K>[]>
  /** Written when the transaction ends. Throws ZodError where the row is none of its kind. */
  put<K extends AnyKind>(kind: K, row: RowOf<K>): void
}

export function storeTx(tx: ServiceTx, buffer: RowBuffer): StoreTx {
  const run = <T>(gather: Gather<T>) => gatherFrom(tx, buffer, gather)
  return {
    get: (kind, id) => run(get(kind, id)),
    list: (kind, index, key) => run(list(kind, index, key)),
    put: (kind, row) => buffer.put([{ kind, row }]),
  }
}

/** Runs a gather step on what the buffer holds, and reads what it does not. */
export async function gatherFrom<T>(tx: ServiceTx, buffer: RowBuffer, gather: Gather<T>): Promise<T> {
  let step = gather.next()
  while (!step.done) step = gather.next(await answer(tx, buffer, step.value))
  return step.value
}

async function answer(tx: ServiceTx, buffer: RowBuffer, request: StoreRequest): Promise<unknown> {
  const known = buffer.answer(request)
  if (known !== NOT_LOADED) return known
  await loadAll(tx, buffer, [request])
  return buffer.answer(request)
}
