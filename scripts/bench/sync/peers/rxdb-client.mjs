import { createRxDatabase } from 'rxdb'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { offer } from '../calls.ts'
import { post, timed, timedWrites } from './shared-server.mjs'

/** RxDB on its free memory storage: nothing is on the disk. Its storages for files are paid extras. */
let collection
let url
let replication

const text = { type: 'string', maxLength: 300 }
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

async function open(place) {
  url = place.url
  const database = await createRxDatabase({ name: 'bench', storage: getRxStorageMemory(), multiInstance: false })
  collection = (await database.addCollections({ records: { schema } })).records
}

const bootstrap = () => timed(async () => ({ ...(await replicate()), rows: await collection.count().exec() }))

async function replicate() {
  let refused = 0
  replication = replicateRxCollection({
    ...{ collection, replicationIdentifier: 'bench', live: false, autoStart: true },
    pull: {
      batchSize: 1_000,
      handler: (checkpoint, limit) => post(`${url}/pull`, { version: checkpoint?.version ?? 0, limit }),
    },
    push: {
      batchSize: 100,
      async handler(rows) {
        const conflicts = await post(`${url}/push`, {
          rows: rows.map(({ assumedMasterState, newDocumentState: { _deleted, ...now } }) => ({
            assumed: assumedMasterState,
            now,
          })),
        })
        refused += conflicts.length
        return conflicts
      },
    },
  })
  replication.error$.subscribe((error) => process.stderr.write(`rxdb: ${error}\n`))
  await replication.awaitInitialReplication()
  return { refused }
}

const write = (what) =>
  timedWrites(
    what,
    (record) => collection.insert(record),
    async (record) =>
      (await collection.findOne(record.id).exec()).incrementalPatch({ pulse: record.pulse, count: record.count }),
  )

const push = () => timed(replicate)

offer({
  open,
  bootstrap,
  write,
  push,
  count: () => collection.count().exec(),
  close: () => collection.database.close(),
})
