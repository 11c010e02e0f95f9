import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ask, coalesced, offerClient, onPoke } from './client.mjs'

const require = createRequire(import.meta.url)
const { appSchema, Database, Model, tableSchema } = require('@nozbe/watermelondb')
const { default: SQLiteAdapter } = require('@nozbe/watermelondb/adapters/sqlite')
const { synchronize } = require('@nozbe/watermelondb/sync')
require('@nozbe/watermelondb/utils/common').logger.silence()

const string = (name) => ({ name, type: 'string' })
const number = (name) => ({ name, type: 'number' })
const schema = appSchema({
  version: 1,
  tables: [
    tableSchema({
      name: 'records',
      columns: [
        ...[string('list'), string('patientId'), number('takenAt'), string('takenBy'), string('status')],
        ...[number('pulse'), number('systolic'), number('count'), string('note')],
      ],
    }),
  ],
})
class Record extends Model {
  static table = 'records'
}
const fill = (model, record) => {
  for (const [field, value] of Object.entries(record)) if (field !== 'id') model._setRaw(field, value)
}

offerClient(async ({ url, dir, list, name }) => {
  const adapter = new SQLiteAdapter({ dbName: join(dir, `${name}-${process.pid}.sqlite`), schema, jsi: false })
  await adapter.initializingPromise
  const database = new Database({ adapter, modelClasses: [Record] })
  const records = database.get('records')
  const turn = async () => {
    const log = {}
    await synchronize({
      log,
      database,
      sendCreatedAsUpdated: false,
      async pullChanges({ lastPulledAt }) {
        const since = lastPulledAt ?? 0
        const { timestamp, created, updated } = await ask(
          `${url}/watermelon/pull?${new URLSearchParams({ list, since })}`,
        )
        // time zero is no time to it
        return { changes: { records: { created, updated, deleted: [] } }, timestamp: Math.max(1, timestamp) }
      },
      pushChanges: ({ changes, lastPulledAt }) =>
        ask(`${url}/watermelon/push?since=${lastPulledAt}`, changes.records).then(() => undefined),
    })
    client.resolved += log.resolvedConflicts?.length ?? 0
  }
  // two at once are not allowed by it
  const syncOnce = coalesced(turn)
  let endPokes = () => undefined
  const client = {
    seen: -1,
    resolved: 0,
    pull: syncOnce,
    push: syncOnce,
    count: () => records.query().fetchCount(),
    get: async (id) => rawOf(await records.find(id)),
    insert: (record) =>
      database.write(() =>
        records.create((model) => {
          model._raw.id = record.id
          fill(model, record)
        }),
      ),
    update: (record) =>
      database.write(async () => (await records.find(record.id)).update((model) => fill(model, record))),
    async live(id) {
      const look = coalesced(async () => {
        await syncOnce()
        client.seen = (await records.find(id))._raw.count
      })
      endPokes = await onPoke(url, () => void look())
    },
    close: () => endPokes(),
  }
  return client
})

function rawOf(model) {
  const { _status, _changed, ...record } = model._raw
  return { ...record }
}
