import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Child } from './calls.ts'
import { BASE, FAN, pushList, type Run, type Sizes, type Timed, wired } from './contender.ts'
import { type FanOut, fanOut, seedFan } from './fan-out.ts'
import { freePort } from './place.ts'

export interface Peer {
  name: string
  /** Package whose version is told. */
  of: string
  client: string
  server: string
  /** How safe a write is when it says "done", and what its server keeps. */
  durability: string
  /** What becomes of a conflict. */
  conflict: string
  /** Processes that the followers of B4 are spread over. */
  followers: number
}

const STORE = 'store-child.mjs'

export const PEERS: readonly Peer[] = [
  {
    ...{ name: 'PouchDB', of: 'pouchdb-core', client: 'pouchdb-child.mjs', server: 'pouchdb-server-child.mjs' },
    durability: 'LevelDB at both ends, no fsync',
    conflict: 'both versions kept',
    followers: 2,
  },
  {
    ...{ name: 'RxDB', of: 'rxdb', client: 'rxdb-child.mjs', server: STORE },
    durability: 'client in memory (its stores on disk for Node are sold separately); server SQLite, fsync',
    conflict: "the server's kept",
    // without a licence it opens 16 collections in a process
    followers: 4,
  },
  {
    ...{ name: 'WatermelonDB', of: '@nozbe/watermelondb', client: 'watermelon-child.mjs', server: STORE },
    durability: 'SQLite with fsync at both ends',
    conflict: 'merged by column on the client',
    followers: 2,
  },
  {
    ...{ name: 'Replicache', of: 'replicache', client: 'replicache-child.mjs', server: STORE },
    durability: 'client in memory (IndexedDB is not in Node); server SQLite, fsync',
    conflict: 'the later mutation does nothing',
    followers: 2,
  },
]

const folder = new URL('peers/', import.meta.url).pathname

/** Exactly the versions of the lock file, into the peers' own folder. Throws where the registry cannot be reached. */
export function installPeers(): void {
  if (existsSync(join(folder, 'node_modules/rxdb/package.json'))) return
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (done.status !== 0) throw new Error('the peers could not be installed; --ours measures without them')
}

export function versionOf({ of }: Peer): string {
  return (JSON.parse(readFileSync(join(folder, 'node_modules', of, 'package.json'), 'utf8')) as { version: string })
    .version
}

export interface PeerFigures {
  peer: Peer
  runs: Run[]
  fan: FanOut
}

export async function measurePeer(peer: Peer, root: string, sizes: Sizes): Promise<PeerFigures> {
  const dir = join(root, peer.name)
  mkdirSync(dir)
  const server = new Child(join(folder, peer.server), { cwd: folder })
  try {
    const url = await server.call<string>('start', { dir, port: await freePort() })
    await server.call('seed', { list: BASE, rows: sizes.bootstrap })
    const runs: Run[] = []
    for (let run = 1; run <= sizes.runs; run++) runs.push(await onePeerRun(peer, { server, url, dir, run, sizes }))
    return { peer, runs, fan: await fanOutOf(peer, { server, url, dir, sizes }) }
  } finally {
    await server.stop()
  }
}

interface Place {
  server: Child
  url: string
  dir: string
  sizes: Sizes
}

async function onePeerRun(peer: Peer, place: Place & { run: number }): Promise<Run> {
  const { server, url, dir, run, sizes } = place
  const list = pushList(run)
  const { writes: rows, conflicts: edits } = sizes
  await server.call('seed', { list, rows: edits })
  const client = new Child(join(folder, peer.client), { cwd: folder })
  try {
    await server.call('resetPeak')
    const B1 = await wired(server, () => client.call<Timed>('bootstrap', { url, dir, list: BASE }))
    await client.call('bootstrap', { url, dir, list })
    const B2 = await client.call<number[]>('write', { list, rows, edits, from: edits })
    await server.call('change', { list, rows: edits })
    const before = await conflictsOf(server, list)
    const pushed = await wired(server, () => client.call<{ seconds: number; resolved: number }>('push', { list }))
    const conflicts = (await conflictsOf(server, list)) - before + pushed.resolved
    await server.call('change', { list: BASE, rows: sizes.changes })
    const pulled = await wired(server, () => client.call<{ seconds: number }>('catchUp', { list: BASE }))
    const memory = {
      client: await client.call<number>('memory'),
      server: await server.call<number>('memory'),
      database: 0,
    }
    return { B1, B2, B3: { ...pushed, rows, conflicts }, B5: { ...pulled, rows: sizes.changes }, memory }
  } finally {
    await client.stop()
  }
}

const conflictsOf = (server: Child, list: string) => server.call<number>('conflicts', { list })

async function fanOutOf(peer: Peer, { server, url, dir, sizes }: Place): Promise<FanOut> {
  await seedFan(server)
  const [writer, ...followers] = Array.from(
    { length: 1 + peer.followers },
    () => new Child(join(folder, peer.client), { cwd: folder }),
  )
  if (!writer) throw new Error('no writer')
  try {
    await writer.call('bootstrap', { url, dir, list: FAN })
    for (const [i, follower] of followers.entries()) {
      const share = (n: number) => Math.floor((sizes.followers * n) / followers.length)
      await follower.call('follow', { url, dir, list: FAN, clients: share(i + 1) - share(i) })
    }
    return await fanOut(writer, followers, sizes)
  } finally {
    await Promise.all([writer, ...followers].map((child) => child.stop()))
  }
}
