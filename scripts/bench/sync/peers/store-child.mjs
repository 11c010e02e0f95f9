import { createServer } from 'node:http'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { offer } from '../calls.ts'
import { resetPeak } from '../process-memory.ts'
import { changedElsewhere, idOf, recordAt } from '../records.ts'

/**
 * The small server behind RxDB, WatermelonDB and Replicache, which bring none: SQLite with fsync at every commit, their
 * documented protocols, pokes by server-sent events. No validation, no signature, no audit, no rights.
 */
let store
let server
const listeners = new Set()
/** Changes that did not stand as they were pushed. */
let conflicts = 0

async function start({ dir, port }) {
  store = openStore(join(dir, 'peer-server.sqlite'))
  server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      process.stderr.write(`${error.stack}\n`)
      response.writeHead(500).end()
    })
  })
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return `http://127.0.0.1:${port}`
}

function openStore(file) {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`
    CREATE TABLE record (id TEXT PRIMARY KEY, list TEXT NOT NULL, count INTEGER NOT NULL, json TEXT NOT NULL, ver INTEGER NOT NULL, born INTEGER NOT NULL);
    CREATE INDEX record_feed ON record (list, ver, id);
    CREATE TABLE mutation (client TEXT PRIMARY KEY, grp TEXT NOT NULL, last INTEGER NOT NULL, ver INTEGER NOT NULL);`)
  const put = db.prepare(`INSERT INTO record (id, list, count, json, ver, born) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET count = excluded.count, json = excluded.json, ver = excluded.ver`)
  return {
    db,
    ver: 0,
    put: (record, ver) => put.run(record.id, record.list, record.count, JSON.stringify(record), ver, ver),
    get: db.prepare('SELECT json, ver FROM record WHERE id = ?'),
    page: db.prepare(
      `SELECT id, json, ver, born FROM record WHERE list = ? AND (ver, id) > (?, ?) ORDER BY ver, id LIMIT ?`,
    ),
    mutation: db.prepare('SELECT last FROM mutation WHERE client = ?').pluck(),
    mutated: db.prepare('INSERT OR REPLACE INTO mutation (client, grp, last, ver) VALUES (?, ?, ?, ?)'),
    mutations: db.prepare('SELECT client, last FROM mutation WHERE grp = ? AND ver > ?'),
  }
}

/** One transaction, one version; everybody is poked after it. */
function commit(work) {
  const ver = store.ver + 1
  const result = store.db.transaction(() => work(ver))()
  store.ver = ver
  for (const response of listeners) response.write('data: poke\n\n')
  return result
}

function seed({ list, rows }) {
  const size = 1000
  for (let from = 0; from < rows; from += size)
    commit((ver) => {
      for (let i = from; i < Math.min(rows, from + size); i++) store.put(recordAt(list, i), ver)
    })
}

function change({ list, rows }) {
  commit((ver) => {
    for (let i = 0; i < rows; i++) store.put(changedElsewhere(JSON.parse(store.get.get(idOf(list, i)).json)), ver)
  })
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://peer')
  const query = Object.fromEntries(url.searchParams)
  if (url.pathname === '/events') return follow(request, response)
  const routes = {
    '/rxdb/pull': rxPull,
    '/rxdb/push': rxPush,
    '/watermelon/pull': melonPull,
    '/watermelon/push': melonPush,
  }
  const work = { ...routes, '/replicache/pull': cachePull, '/replicache/push': cachePush }[url.pathname]
  const body = request.method === 'POST' ? JSON.parse((await bodyOf(request)) || 'null') : null
  const result = work(query, body)
  response.writeHead(result?.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
}

function follow(request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(': open\n\n')
  listeners.add(response)
  request.once('close', () => listeners.delete(response))
}

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

// RxDB: checkpoint iteration, pushed rows carry the master state that they assume

function rxPull({ list, ver = '0', id = '', limit }) {
  const rows = store.page.all(list, Number(ver), id, Number(limit))
  const last = rows.at(-1)
  return {
    documents: rows.map(({ json }) => ({ ...JSON.parse(json), _deleted: false })),
    checkpoint: last ? { ver: last.ver, id: last.id } : { ver: Number(ver), id },
  }
}

function rxPush(_query, rows) {
  return commit((ver) => {
    const refused = []
    for (const { assumedMasterState, newDocumentState } of rows) {
      const found = store.get.get(newDocumentState.id)
      const master = found ? JSON.parse(found.json) : null
      if (master && master.count !== assumedMasterState?.count) refused.push({ ...master, _deleted: false })
      else store.put(plain(newDocumentState), ver)
    }
    conflicts += refused.length
    return refused
  })
}

const plain = ({ _deleted, _attachments, _rev, _meta, ...record }) => record

// WatermelonDB: everything since the last pull at once; a push is refused whole where one of its records is newer here

function melonPull({ list, since }) {
  const rows = store.page.all(list, Number(since), '~', -1)
  const made = (row) => row.born > Number(since)
  return {
    timestamp: store.ver,
    created: rows.filter(made).map(({ json }) => JSON.parse(json)),
    updated: rows.filter((row) => !made(row)).map(({ json }) => JSON.parse(json)),
  }
}

function melonPush({ since }, { created, updated }) {
  const stale = updated.some(({ id }) => (store.get.get(id)?.ver ?? 0) > Number(since))
  if (stale) return { status: 409 }
  commit((ver) => {
    for (const raw of [...created, ...updated]) store.put(fromMelon(raw), ver)
  })
  return {}
}

const fromMelon = ({ _status, _changed, ...raw }) => raw

// Replicache: named mutations in order, a pull answers with what is new since the cookie

function cachePush(_query, { clientGroupID, mutations }) {
  commit((ver) => {
    for (const { id, clientID, args } of mutations) {
      if (id <= (store.mutation.get(clientID) ?? 0)) continue
      const found = store.get.get(args.id)
      // what another has changed meanwhile is left as it is, as Replicache's guide has it
      if (args.count === (found ? JSON.parse(found.json).count + 1 : 0)) store.put(args, ver)
      else conflicts += 1
      store.mutated.run(clientID, clientGroupID, id, ver)
    }
  })
  return {}
}

function cachePull({ list }, { clientGroupID, cookie }) {
  const since = cookie ?? 0
  const rows = store.page.all(list, since, '~', -1)
  const last = store.mutations.all(clientGroupID, since)
  return {
    cookie: store.ver,
    lastMutationIDChanges: Object.fromEntries(last.map(({ client, last: id }) => [client, id])),
    patch: rows.map(({ id, json }) => ({ op: 'put', key: id, value: JSON.parse(json) })),
  }
}

const conflictsOf = () => conflicts

function close() {
  for (const response of listeners) response.destroy()
  server.closeAllConnections()
  server.close()
  store.db.close()
}

offer({ start, seed, change, conflicts: conflictsOf, resetPeak, close })
