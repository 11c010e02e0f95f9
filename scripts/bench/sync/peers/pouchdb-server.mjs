import express from 'express'
import expressPouchdb from 'express-pouchdb'
import PouchDB from 'pouchdb'
import { offer } from '../calls.ts'
import { changed, recordAt } from '../records.ts'

/** express-pouchdb on express 4, LevelDB below: each document as a revision, as CouchDB keeps it. */
let server
let db

const CHUNK = 1_000
const documentOf = ({ id, ...rest }) => ({ _id: id, recordId: id, ...rest })

async function start({ dir, port }) {
  const Server = PouchDB.defaults({ prefix: `${dir}/` })
  db = new Server('records')
  const app = express()
  app.use('/', expressPouchdb(Server, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: `${dir}/log.txt` }))
  await new Promise((resolve) => {
    server = app.listen(port, '127.0.0.1', resolve)
  })
  return `http://127.0.0.1:${port}/records`
}

async function seed({ list, rows }) {
  for (let from = 0; from < rows; from += CHUNK) {
    const count = Math.min(CHUNK, rows - from)
    await db.bulkDocs(Array.from({ length: count }, (_, i) => documentOf(recordAt(list, from + i))))
  }
}

async function change({ list, rows }) {
  const keys = Array.from({ length: rows }, (_, i) => recordAt(list, i).id)
  const { rows: found } = await db.allDocs({ keys, include_docs: true })
  await db.bulkDocs(found.map(({ doc }) => ({ ...changed(doc), _id: doc._id, _rev: doc._rev })))
}

offer({
  start,
  seed,
  change,
  count: async () => (await db.info()).doc_count,
  close: () => server.close(),
})
