import { createRxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { Subject } from 'rxjs'
import { ask, offerClient, onPoke } from './client.mjs'

const text = { type: 'string' }
const number = { type: 'number' }
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    ...{ id: { type: 'string', maxLength: 36 }, list: text, patientId: text, takenAt: number, takenBy: text },
    ...{ status: text, pulse: number, systolic: number, count: number, note: text },
  },
  required: ['id', 'list', 'patientId', 'takenAt', 'takenBy', 'status', 'pulse', 'systolic', 'count', 'note'],
}

let made = 0

offerClient(async ({ url, list, name }) => {
  const db = await createRxDatabase({
    ...{ name: `${name}-${made++}`, storage: getRxStorageMemory(), multiInstance: false, eventReduce: true },
  })
  const { records } = await db.addCollections({ records: { schema } })
  const pokes = new Subject()
  let endPokes = () => undefined
  const replicate = (live) =>
    replicateRxCollection({
      ...{ collection: records, replicationIdentifier: 'server', live, retryTime: 1_000, waitForLeadership: false },
      pull: {
        batchSize: 1_000,
        ...(live ? { stream$: pokes } : {}),
        handler: (checkpoint, limit) =>
          ask(`${url}/rxdb/pull?${new URLSearchParams({ list, limit, ...(checkpoint ?? {}) })}`),
      },
      push: { batchSize: 500, handler: (rows) => ask(`${url}/rxdb/push`, rows) },
    })
  const once = async () => {
    const state = replicate(false)
    await state.awaitInitialReplication()
    await state.cancel()
  }
  let running = null
  const client = {
    pull: once,
    push: () => (running ? running.awaitInSync() : once()),
    count: () => records.count().exec(),
    get: async (id) => (await records.findOne(id).exec()).toMutableJSON(),
    insert: (record) => records.insert(record),
    update: async (record) => (await records.findOne(record.id).exec()).incrementalPatch(record),
    async live(id) {
      running = replicate(true)
      endPokes = await onPoke(url, () => pokes.next('RESYNC'))
      await running.awaitInitialReplication()
      records.findOne(id).$.subscribe((found) => {
        client.seen = found?.count ?? -1
      })
    },
    async close() {
      endPokes()
      await running?.cancel()
      await db.close()
    },
  }
  return client
})
