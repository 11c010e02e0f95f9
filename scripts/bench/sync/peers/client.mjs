import { get } from 'node:http'
import { offer } from '../calls.ts'
import { resetPeak } from '../process-memory.ts'
import { changed, idOf, recordAt } from '../records.ts'

/**
 * The calls of a peer's workstation process, out of the few things that differ from peer to peer. `make` gives
 * {pull, push, count, get, insert, update, live, close}: one client on a list of the server; `live` keeps in its `seen` the
 * count of the record that it is asked to watch.
 */
export function offerClient(make) {
  const open = new Map()
  const clientOf = (list) => open.get(list)

  async function bootstrap({ url, dir, list }) {
    const client = await make({ url, dir, list, name: `c-${list}` })
    open.set(list, client)
    const started = performance.now()
    await client.pull()
    return { seconds: (performance.now() - started) / 1_000, rows: await client.count() }
  }

  /** Offline: `edits` changes of the first records and the rest new ones, one after the other as a person makes them. */
  async function write({ list, rows, edits, from }) {
    const client = clientOf(list)
    const every = edits > 0 ? Math.floor(rows / edits) : Number.POSITIVE_INFINITY
    const times = []
    for (let i = 0; i < rows; i++) {
      const isEdit = i % every === 0 && i / every < edits
      const record = isEdit ? changed(await client.get(idOf(list, i / every))) : recordAt(list, from + i)
      const started = performance.now()
      await (isEdit ? client.update(record) : client.insert(record))
      times.push(performance.now() - started)
    }
    return times
  }

  async function push({ list }) {
    const started = performance.now()
    await clientOf(list).push()
    return { seconds: (performance.now() - started) / 1_000, resolved: clientOf(list).resolved ?? 0 }
  }

  async function catchUp({ list }) {
    const started = performance.now()
    await clientOf(list).pull()
    return { seconds: (performance.now() - started) / 1_000 }
  }

  const followers = []
  async function follow({ url, dir, list, clients }) {
    for (let i = 0; i < clients; i++) {
      const client = await make({ url, dir, list, name: `f-${i}-${list}` })
      await client.pull()
      await client.live(idOf(list, 0))
      followers.push(client)
    }
  }

  /** When each follower had the first record with at least this count, ms of the machine's monotonic clock. */
  const arrivals = ({ count }) => Promise.all(followers.map((client) => arrival(client, count)))

  async function arrival(client, count) {
    for (const end = now() + 20_000; now() < end; await new Promise((resolve) => setTimeout(resolve, 1)))
      if (client.seen >= count) return now()
    throw new Error(`a follower never had change ${count}`)
  }

  /** Changes the first record and sends it. @returns when the change began */
  async function touch({ list }) {
    const client = clientOf(list)
    const record = changed(await client.get(idOf(list, 0)))
    const started = now()
    await client.update(record)
    await client.push()
    return { started, count: record.count }
  }

  async function close() {
    for (const client of [...open.values(), ...followers]) await client.close()
  }

  offer({ bootstrap, write, push, catchUp, follow, arrivals, touch, resetPeak, close })
}

const now = () => Number(process.hrtime.bigint()) / 1e6

/** Calls `poke` whenever the small server says that something is new. @returns ends it, once the stream stands */
export function onPoke(url, poke) {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/events`, { agent: false }, (response) => {
      response.on('data', (chunk) => {
        if (String(chunk).includes('data: poke')) poke()
      })
      response.on('error', () => undefined)
      resolve(() => request.destroy())
    })
    request.on('error', reject)
  })
}

/** Runs `work` now, or once more after the run that is under way. */
export function coalesced(work) {
  let running = null
  let again = false
  const run = async () => {
    do {
      again = false
      await work()
    } while (again)
  }
  return () => {
    again = true
    running ??= run().finally(() => {
      running = null
    })
    return running
  }
}

/** JSON over fetch from a client process. */
export async function ask(url, body) {
  const answer = await fetch(url, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${answer.status} ${url}`)
  const result = await answer.json()
  if (result?.status === 409) throw new Error('refused: changed meanwhile')
  return result
}
