import PouchDB from 'pouchdb'
import { offer } from '../calls.ts'
import { timed, timedWrites } from './shared-server.mjs'

/** PouchDB on LevelDB; LevelDB's writes are not flushed to the disk one by one. */
let local
let remote

const OPTIONS = { batch_size: 1_000, batches_limit: 10 }
const documentOf = ({ id, ...rest }) => ({ _id: id, recordId: id, ...rest })

function open({ dir, url }) {
  local = new PouchDB(`${dir}/local`)
  remote = new PouchDB(url)
}

const bootstrap = () =>
  timed(async () => {
    await PouchDB.replicate(remote, local, OPTIONS)
    return { rows: (await local.info()).doc_count }
  })

const write = (what) =>
  timedWrites(
    what,
    (record) => local.put(documentOf(record)),
    async (record) => local.put({ ...documentOf(record), _rev: (await local.get(record.id))._rev }),
  )

/** Conflicting revisions are kept side by side; a person never hears of them unless the application looks. */
const push = () =>
  timed(async () => {
    const { doc_write_failures: refused } = await PouchDB.replicate(local, remote, OPTIONS)
    return { refused }
  })

offer({ open, bootstrap, write, push, count: async () => (await local.info()).doc_count, close: () => local.close() })
