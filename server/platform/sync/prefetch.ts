import type { Gather, StoreRequest } from '../../../src-shared/kernel/gather.ts'
import { loadAll } from '../store/load.ts'
import type { ServiceTx } from '../store/port.ts'
import { NOT_LOADED, type RowBuffer } from '../store/row-buffer.ts'

interface Walk {
  gather: Gather<unknown>
  request: StoreRequest
}

/**
 * Reads what many will ask for, all of them side by side: a round is one query for each kind and index, not one for
 * each command. What a command finds otherwise, because one before it has written, is read when it asks.
 */
export async function prefetch(
  tx: ServiceTx,
  buffer: RowBuffer,
  begin: readonly (() => Gather<unknown>)[],
): Promise<void> {
  let walks = begin.flatMap((each) => {
    const gather = tried(each)
    return gather ? advance(buffer, gather, undefined) : []
  })
  while (walks.length > 0) {
    await loadAll(
      tx,
      buffer,
      walks.map(({ request }) => request),
    )
    walks = walks.flatMap(({ gather, request }) => advance(buffer, gather, buffer.answer(request)))
  }
}

/** Goes on to the first request that the buffer cannot answer. */
function advance(buffer: RowBuffer, gather: Gather<unknown>, first: unknown): Walk[] {
  let answer = first
  for (;;) {
    const sent = answer
    const step = tried(() => gather.next(sent))
    if (!step || step.done) return []
    answer = buffer.answer(step.value)
    if (answer === NOT_LOADED) return [{ gather, request: step.value }]
  }
}

/** A rule that breaks here breaks again when its turn comes, and is dealt with there. */
function tried<T>(step: () => T): T | null {
  try {
    return step()
  } catch {
    return null
  }
}
