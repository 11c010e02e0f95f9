import { join } from 'node:path'
import { Child } from './calls.ts'
import { BASE, type Memory, pushList, type Run, type Sizes, type Timed } from './contender.ts'
import { freePort } from './place.ts'

const fileOf = (name: string) => new URL(name, import.meta.url).pathname

/** The product's server in a process of its own, and workstations in others. */
export interface Ours {
  server: Child
  url: string
  /** A new workstation that may hold these lists. */
  enrol(name: string, lists: string[]): Promise<Child>
  restartServer(): Promise<void>
  profileOf(name: string): string
  stop(): Promise<void>
}

export async function startOurs(root: string): Promise<Ours> {
  const port = await freePort()
  const profileOf = (name: string) => join(root, name)
  const start = async () => {
    const server = new Child(fileOf('server-child.ts'))
    return { server, url: await server.call<string>('start', { dataDir: join(root, 'server'), port }) }
  }
  const ours: Ours = {
    ...(await start()),
    profileOf,
    async enrol(name, lists) {
      const station = new Child(fileOf('station-child.ts'))
      const code = await ours.server.call<string>('enrolmentCode', { lists })
      await station.call('open', { dir: profileOf(name), url: ours.url, code })
      return station
    },
    async restartServer() {
      Object.assign(ours, await start())
    },
    stop: () => ours.server.stop(),
  }
  return ours
}

/** Bootstrap, offline writes and their push by a workstation that has never been there. */
export async function runOurs(ours: Ours, run: number, sizes: Sizes): Promise<{ run: Run; memory: Memory }> {
  const { server } = ours
  const list = pushList(run)
  await server.call('seed', { list, rows: sizes.conflicts })
  const station = await ours.enrol(`run-${run}`, [BASE, list])
  try {
    await server.call('resetPeak')
    const B1 = await wired(server, () => station.call<Timed>('bootstrap'))
    const times = await station.call<number[]>('write', {
      ...{ list, rows: sizes.writes, edits: sizes.conflicts, from: sizes.conflicts },
    })
    await server.call('change', { list, rows: sizes.conflicts })
    const pushed = await wired(server, () => station.call<{ seconds: number; refused: number }>('push'))
    const memory = await memoryOf(server, station)
    await station.call('settle')
    await requireEqual(server, station, [BASE, list])
    const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1_000
    return {
      run: {
        B1,
        B2: { seconds, rows: times.length, times },
        B3: { seconds: pushed.seconds, rows: sizes.writes, bytes: pushed.bytes, conflicts: pushed.refused },
      },
      memory,
    }
  } finally {
    await station.stop()
  }
}

async function wired<T extends object>(server: Child, work: () => Promise<T>): Promise<T & { bytes: number }> {
  const before = await server.call<number>('wire')
  const result = await work()
  return { ...result, bytes: (await server.call<number>('wire')) - before }
}

async function memoryOf(server: Child, station: Child): Promise<Memory> {
  const [client, node, database] = await Promise.all([
    station.call<number>('memory'),
    server.call<number>('memory'),
    server.call<number>('databaseMemory'),
  ])
  return { client, server: node, database }
}

/** A figure of a sync that lost something would be worth nothing. */
export async function requireEqual(server: Child, station: Child, lists: readonly string[]): Promise<void> {
  for (const list of lists) {
    const theirs = await server.call<{ rows: number; hash: string }>('digest', { list })
    const ours = await station.call<{ rows: number; hash: string }>('digest', { list })
    if (ours.hash !== theirs.hash)
      throw new Error(`list ${list}: the server holds ${theirs.rows} records, the workstation ${ours.rows}, or others`)
  }
}
