import { createServer } from 'node:http'
import { changed, recordAt } from '../records.ts'

/**
 * The small server that RxDB, WatermelonDB and Replicache ask for: records by id in memory, each with the version of its
 * last change. It validates nothing and keeps nothing on disk, which favours the peer.
 */
export class Records {
  version = 0
  /** id → { version, record }, in the order of the last change. */
  all = new Map()

  put(record) {
    this.all.delete(record.id)
    this.all.set(record.id, { version: ++this.version, record })
  }

  seed(list, rows) {
    for (let i = 0; i < rows; i++) this.put(recordAt(list, i))
  }

  /** Somebody else changes the first records of a list. */
  change(list, rows) {
    for (let i = 0; i < rows; i++) this.put(changed(this.all.get(recordAt(list, i).id).record))
  }

  since(version, limit) {
    const found = []
    for (const each of this.all.values()) {
      if (each.version <= version) continue
      found.push(each)
      if (found.length === limit) break
    }
    return found
  }
}

/** @param routes path → (body) → answer, all JSON by POST */
export function serveJson(port, routes) {
  const server = createServer(async (request, response) => {
    const parts = []
    for await (const part of request) parts.push(part)
    const route = routes[request.url.split('?')[0]]
    const answer = JSON.stringify(route ? route(JSON.parse(Buffer.concat(parts).toString() || '{}')) : null)
    response.writeHead(route ? 200 : 404, { 'content-type': 'application/json' }).end(answer)
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

/** What every one of these servers offers to the benchmark. */
export function serverCalls(records, routes) {
  let server
  return {
    async start({ port }) {
      server = await serveJson(port, routes)
      return `http://127.0.0.1:${port}`
    },
    seed: ({ list, rows }) => records.seed(list, rows),
    change: ({ list, rows }) => records.change(list, rows),
    count: () => records.all.size,
    close: () => server.close(),
  }
}

export async function post(url, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return answer.json()
}

/** Times of the writes, ms: new records and changes of known ones, evenly mixed, as for every contender. */
export async function timedWrites({ list, rows, edits, from }, create, edit) {
  const every = edits > 0 ? Math.floor(rows / edits) : Number.POSITIVE_INFINITY
  const times = []
  for (let i = 0; i < rows; i++) {
    const isEdit = i % every === 0 && i / every < edits
    const record = isEdit ? changed(recordAt(list, i / every)) : recordAt(list, from + i)
    const started = performance.now()
    await (isEdit ? edit : create)(record)
    times.push(performance.now() - started)
  }
  return times
}

export async function timed(work) {
  const started = performance.now()
  const result = await work()
  return { ...result, seconds: (performance.now() - started) / 1_000 }
}
