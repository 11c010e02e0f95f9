import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { Conflict } from './failure.ts'
import { loadAll } from './load.ts'
import type { ServiceTx } from './port.ts'
import { listKey, RowBuffer } from './row-buffer.ts'
import type { Row } from './stored.ts'

/**
 * A rule that reads a list and adds to it (what came back of a line, who gave this dose) has decided on what is *not*
 * there, and no row of it can be held. Two that do so at once would both be right on their own: so the list itself is
 * held, by its key, and read once more. Who waited finds what the other one wrote, and begins anew (decision 0070).
 * @throws Conflict where the list is not as it was read
 */
export async function holdLists(tx: ServiceTx, buffer: RowBuffer, kinds: readonly AnyKind[]): Promise<void> {
  const lists = kinds.flatMap((kind) => buffer.writtenLists(kind))
  if (lists.length === 0) return
  const requests = lists.map(({ request }) => request)
  const fresh = new RowBuffer()
  await Promise.all([
    tx.holdKeys(requests.map((request) => `${request.kind.name} ${listKey(request)}`)),
    loadAll(tx, fresh, requests),
  ])
  for (const { request, ids } of lists) {
    const { kind, index } = request
    const now = fresh.answer(request) as Row[]
    const same = ({ id }: Row) => ids.includes(id) && fresh.baseOf(kind, id)?.rev === buffer.baseOf(kind, id)?.rev
    if (now.length !== ids.length || !now.every(same)) throw new Conflict(`${kind.name} ${index} has changed`)
  }
}
