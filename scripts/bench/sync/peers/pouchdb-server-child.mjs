import { join } from 'node:path'
import express from 'express'
import expressPouch from 'express-pouchdb'
import { offer } from '../calls.ts'
import { resetPeak } from '../process-memory.ts'
import { changedElsewhere, idOf, recordAt } from '../records.ts'
import { PouchDB, toDoc, toRecord } from './pouchdb.mjs'

/** express-pouchdb on express 4, LevelDB below it. */
let Served
let server
const open = new Map()

async function start({ dir, port }) {
  Served = PouchDB.defaults({ prefix: `${join(dir, 'pouch-server')}-` })
  const app = express()
  app.use(
    '/',
    expressPouch(Served, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: join(dir, 'pouch.log') }),
  )
  server = await new Promise((resolve) => {
    const listening = app.listen(port, '127.0.0.1', () => resolve(listening))
  })
  return `http://127.0.0.1:${port}`
}

function database(list) {
  const db = open.get(list) ?? new Served(list)
  open.set(list, db)
  return db
}

async function seed({ list, rows }) {
  const size = 5_000
  for (let from = 0; from < rows; from += size) {
    const docs = Array.from({ length: Math.min(size, rows - from) }, (_, i) => toDoc(recordAt(list, from + i)))
    await database(list).bulkDocs(docs)
  }
}

async function change({ list, rows }) {
  const keys = Array.from({ length: rows }, (_, i) => idOf(list, i))
  const found = await database(list).allDocs({ keys, include_docs: true })
  const docs = found.rows.map(({ doc }) => ({ ...toDoc(changedElsewhere(toRecord(doc))), _rev: doc._rev }))
  await database(list).bulkDocs(docs)
}

/** Documents of a list that hold two versions. */
async function conflicts({ list }) {
  const found = await database(list).allDocs({ conflicts: true, include_docs: true })
  return found.rows.filter(({ doc }) => doc._conflicts).length
}

async function close() {
  server.closeAllConnections()
  server.close()
  for (const db of open.values()) await db.close()
}

offer({ start, seed, change, conflicts, resetPeak, close })
