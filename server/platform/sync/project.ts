import type { Changes } from '../store/changes.ts'
import { flush } from '../store/flush.ts'
import { RowBuffer } from '../store/row-buffer.ts'
import { type StoreTx, storeTx } from '../store/store-tx.ts'
import { finish } from './finish.ts'
import { type Runtime, SERVER_DEVICE } from './options.ts'
import { withRetries } from './with-retries.ts'

/** Writes what `work` puts, with its feed entries, and the cursor `ver`, in one transaction. */
export async function project(
  runtime: Runtime,
  to: { consumer: string; ver: number },
  work: (tx: StoreTx) => Promise<void>,
  onCommit: (changes: Changes, ver: number) => void,
): Promise<void> {
  const { changes, ver } = await withRetries(() =>
    runtime.store.transaction(async (tx) => {
      await tx.setConsumerCursor(to.consumer, to.ver)
      const buffer = new RowBuffer()
      await work(storeTx(tx, buffer))
      return flush(tx, buffer, runtime.registry.kindsOf(runtime.service), async (changes) => {
        const what = { deviceId: SERVER_DEVICE, client: null, finished: [], changes, projected: to }
        return { changes, ver: await finish(runtime, tx, what) }
      })
    }),
  )
  onCommit(changes, ver)
  if (changes.entries.length > 0) runtime.onRecorded?.(1)
}
