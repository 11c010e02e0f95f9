import { transaction } from '../database/transaction.ts'
import type { Changes } from '../store/changes.ts'
import { flush } from '../store/flush.ts'
import { RowBuffer } from '../store/row-buffer.ts'
import { type StoreTx, storeTx } from '../store/store-tx.ts'
import { finish } from './finish.ts'
import { type Runtime, SERVER_DEVICE } from './options.ts'
import { withRetries } from './with-retries.ts'

/** How far this service has read another one's feed; 0 before its first page. */
export async function consumerCursor({ pool, schema, facilityId }: Runtime, consumer: string): Promise<number> {
  const { rows } = await pool.query<{ ver: number }>(
    `SELECT ver FROM ${schema}.consumer_cursor WHERE facility_id = $1 AND consumer = $2`,
    [facilityId, consumer],
  )
  return Number(rows[0]?.ver ?? 0)
}

/** Writes what `work` puts, with its feed entries, and the cursor `ver`, in one transaction. */
export async function project(
  runtime: Runtime,
  to: { consumer: string; ver: number },
  work: (tx: StoreTx) => Promise<void>,
  onCommit: (changes: Changes, ver: number) => void,
): Promise<void> {
  const tables = await runtime.tables()
  const { changes, ver } = await withRetries(() =>
    transaction(runtime.pool, async (client) => {
      await client.query(
        `INSERT INTO ${runtime.schema}.consumer_cursor (facility_id, consumer, ver) VALUES ($1, $2, $3)
         ON CONFLICT (facility_id, consumer) DO UPDATE SET ver = excluded.ver`,
        [runtime.facilityId, to.consumer, to.ver],
      )
      const source = { client, facilityId: runtime.facilityId, tables }
      const buffer = new RowBuffer()
      await work(storeTx(source, buffer))
      const written = await flush(source, buffer, runtime.registry.kindsOf(runtime.service))
      const what = { deviceId: SERVER_DEVICE, client: null, finished: [], changes: written }
      return { changes: written, ver: await finish(runtime, client, what) }
    }),
  )
  onCommit(changes, ver)
}
