import { createRequire } from 'node:module'
import { offer } from '../calls.ts'
import { post, timed, timedWrites } from './shared-server.mjs'

const require = createRequire(import.meta.url)
const { appSchema, Database, Model, tableSchema } = require('@nozbe/watermelondb')
const { default: SQLiteAdapter } = require('@nozbe/watermelondb/adapters/sqlite')
const { synchronize } = require('@nozbe/watermelondb/sync')

/** WatermelonDB on its SQLite adapter for Node; it leaves SQLite's flushing as the driver is compiled. */
class BenchRecord extends Model {
  static table = 'records'
}
let database
let url

const column = (name, type) => ({ name, type })
const schema = appSchema({
  version: 1,
  tables: [
    tableSchema({
      name: 'records',
      columns: [
        ...['list', 'patient_id', 'taken_by', 'status', 'note'].map((name) => column(name, 'string')),
        ...['taken_at', 'pulse', 'systolic', 'count'].map((name) => column(name, 'number')),
      ],
    }),
  ],
})

function open(place) {
  url = place.url
  const adapter = new SQLiteAdapter({ dbName: `${place.dir}/watermelon.db`, schema, jsi: false })
  database = new Database({ adapter, modelClasses: [BenchRecord] })
}

const table = () => database.get('records')
const count = () => table().query().fetchCount()

const sync = () =>
  synchronize({
    database,
    pullChanges: ({ lastPulledAt }) => post(`${url}/pull`, { lastPulledAt }),
    pushChanges: ({ changes }) => post(`${url}/push`, { changes }),
  })

const bootstrap = () =>
  timed(async () => {
    await sync()
    return { rows: await count() }
  })

function fill(model, { id, list, patientId, takenAt, takenBy, status, pulse, systolic, count: times, note }) {
  const values = {
    list,
    patient_id: patientId,
    taken_at: takenAt,
    taken_by: takenBy,
    status,
    pulse,
    systolic,
    count: times,
    note,
  }
  for (const [name, value] of Object.entries(values)) model._setRaw(name, value)
  if (id) model._raw.id = id
}

const write = (what) =>
  timedWrites(
    what,
    (record) => database.write(() => table().create((model) => fill(model, record))),
    (record) =>
      database.write(async () =>
        (await table().find(record.id)).update((model) => fill(model, { ...record, id: null })),
      ),
  )

/** Pulls first: where both changed a column, the workstation's value stays and nobody is told. */
const push = () => timed(async () => (await sync()) ?? {})

offer({ open, bootstrap, write, push, count, close: () => undefined })
