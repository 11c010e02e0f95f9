import { join } from 'node:path'
import { Child } from './calls.ts'
import { BASE, type Memory, pushList, type Run, type Sizes, type Timed, wired } from './contender.ts'
import { freePort } from './place.ts'

const fileOf = (name: string) => new URL(name, import.meta.url).pathname

/** The product's server in a process of its own, and workstations in others. */
export interface Ours {
  server: Child
  url: string
  root: string
  codes(lists: string[], count: number): Promise<string[]>
  /** A new workstation that may hold these lists. */
  enrol(name: string, lists: string[]): Promise<Child>
  /** A workstation that was there before. */
  reopen(name: string): Promise<Child>
  child(file: string): Child
  /** After its death. */
  restartServer(): Promise<void>
}

export async function startOurs(root: string): Promise<Ours> {
  const port = await freePort()
  const child = (file: string) => new Child(fileOf(file))
  const start = async () => {
    const server = child('server-child.ts')
    return { server, url: await server.call<string>('start', { dataDir: join(root, 'server'), port }) }
  }
  const open = async (name: string, code: string | null) => {
    const station = child('station-child.ts')
    await station.call('open', { dir: join(root, name), url: ours.url, code })
    return station
  }
  const ours: Ours = {
    ...(await start()),
    root,
    child,
    codes: (lists, count) =>
      Promise.all(Array.from({ length: count }, () => ours.server.call<string>('enrolmentCode', { lists }))),
    enrol: async (name, lists) => open(name, await ours.server.call<string>('enrolmentCode', { lists })),
    reopen: (name) => open(name, null),
    restartServer: async () => void Object.assign(ours, await start()),
  }
  return ours
}

/** Bootstrap, offline writes, their push and a pull by a workstation that has never been there. */
export async function runOurs(ours: Ours, run: number, sizes: Sizes): Promise<Run> {
  const { server } = ours
  const list = pushList(run)
  await server.call('seed', { list, rows: sizes.conflicts })
  const station = await ours.enrol(`run-${run}`, [BASE, list])
  try {
    await server.call('resetPeak')
    const B1 = await wired(server, () => station.call<Timed>('bootstrap'))
    const { B2, B3 } = await writeAndPush(server, station, list, sizes)
    const B5 = await pullChanges(server, station, BASE, sizes.changes)
    const memory = await memoryOf(server, station)
    await requireEqual(server, station, [BASE, list])
    return { B1, B2, B3, B5, memory }
  } finally {
    await station.stop()
  }
}

export async function writeAndPush(
  server: Child,
  station: Child,
  list: string,
  { writes, conflicts }: Pick<Sizes, 'writes' | 'conflicts'>,
): Promise<Pick<Run, 'B2' | 'B3'>> {
  const B2 = await station.call<number[]>('write', { list, rows: writes, edits: conflicts, from: conflicts })
  await server.call('change', { list, rows: conflicts })
  const pushed = await wired(server, () => station.call<{ seconds: number; refused: number }>('push'))
  await station.call('settle')
  if (pushed.refused !== conflicts) throw new Error(`${pushed.refused} commands were refused instead of ${conflicts}`)
  return { B2, B3: { ...pushed, rows: writes, conflicts: pushed.refused } }
}

/** What somebody else has changed while this workstation was not there. */
export async function pullChanges(server: Child, station: Child, list: string, rows: number): Promise<Timed> {
  await station.call('pause')
  const ver = await server.call<number>('change', { list, rows })
  return { ...(await wired(server, () => station.call<{ seconds: number }>('catchUp', { ver }))), rows }
}

export async function memoryOf(server: Child, station: Child): Promise<Memory> {
  const [client, node, database] = await Promise.all([
    station.call<number>('memory'),
    server.call<number>('memory'),
    server.call<number>('databaseMemory'),
  ])
  return { client, server: node, database }
}

interface Digest {
  rows: number
  hash: string
}

/** A figure of a sync that lost something would be worth nothing. @returns records of all lists */
export async function requireEqual(server: Child, station: Child, lists: readonly string[]): Promise<number> {
  let rows = 0
  for (const list of lists) {
    const theirs = await server.call<Digest>('digest', { list })
    const here = await station.call<Digest>('digest', { list })
    if (here.hash !== theirs.hash)
      throw new Error(`list ${list}: the server holds ${theirs.rows} records, the workstation ${here.rows}, or others`)
    rows += here.rows
  }
  return rows
}
