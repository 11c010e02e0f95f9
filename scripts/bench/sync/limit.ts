import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Child } from './calls.ts'
import { BASE, pushList, type Sizes, type Timed, wired } from './contender.ts'
import { flushTimes } from './disk.ts'
import { freePort } from './place.ts'

/** What the machine could do at most: SQLite without any checks at both ends of HTTP, and the disk's own flush. */
export interface Limit {
  bootstraps: Timed[]
  writes: number[]
  pushes: Timed[]
  flushes: number[]
}

const fileOf = (name: string) => new URL(name, import.meta.url).pathname

export async function measureLimit(root: string, sizes: Sizes): Promise<Limit> {
  const limit: Limit = { bootstraps: [], writes: [], pushes: [], flushes: flushTimes(root, 500) }
  const dir = join(root, 'bare')
  mkdirSync(dir)
  const server = new Child(fileOf('bare-server-child.ts'))
  try {
    const url = await server.call<string>('start', { file: join(dir, 'server.sqlite'), port: await freePort() })
    await server.call('seed', { list: BASE, rows: sizes.bootstrap })
    for (let run = 1; run <= sizes.runs; run++) await oneRun(limit, { url, server, dir, run, sizes })
    return limit
  } finally {
    await server.stop()
  }
}

interface Place {
  url: string
  server: Child
  dir: string
  run: number
  sizes: Sizes
}

async function oneRun(limit: Limit, { url, server, dir, run, sizes }: Place): Promise<void> {
  const client = new Child(fileOf('bare-client-child.ts'))
  const list = pushList(run)
  try {
    await client.call('open', { file: join(dir, `client-${run}.sqlite`) })
    limit.bootstraps.push(await wired(server, () => client.call<Timed>('bootstrap', { url, list: BASE })))
    limit.writes.push(...(await client.call<number[]>('write', { list, rows: sizes.writes })))
    limit.pushes.push(await wired(server, () => client.call<Timed>('push', { url, list })))
  } finally {
    await client.stop()
  }
}
