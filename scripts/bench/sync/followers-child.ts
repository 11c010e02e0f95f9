import { join } from 'node:path'
import type { Station } from '../../../src-main/platform/station.ts'
import { offer } from './calls.ts'
import { openBenchStation } from './open-station.ts'
import { resetPeak } from './process-memory.ts'
import { idOf } from './records.ts'
import { monotonicMs, until } from './waiting.ts'

/** Many whole workstations in one process: each its own cache, key, session and event stream. */
interface Follower {
  station: Station
  /** Count of the watched record, and when it came. */
  count: number
  at: number
}
const followers: Follower[] = []

async function follow({ url, dir, list, codes }: { url: string; dir: string; list: string; codes: string[] }) {
  for (const [i, code] of codes.entries())
    followers.push(await follower(join(dir, `follower-${process.pid}-${i}`), url, code, list))
}

async function follower(dir: string, url: string, code: string, list: string): Promise<Follower> {
  const station = openBenchStation(dir)
  await station.device.enrol(url, code, 'follower')
  const made: Follower = { station, count: -1, at: 0 }
  const watched = station.db.prepare('SELECT count FROM bench_observation WHERE id = ?').pluck().bind(idOf(list, 0))
  station.changes.on(() => {
    const count = watched.get() as number | undefined
    if (count === undefined || count === made.count) return
    Object.assign(made, { count, at: monotonicMs() })
  })
  station.sync.start()
  await until(() => made.count >= 0 && station.sync.status().connection === 'online', 30_000)
  return made
}

/** When each workstation had the first record of the list with at least this count. */
async function arrivals({ count }: { count: number }): Promise<number[]> {
  await until(() => followers.every((each) => each.count >= count), 30_000, 2)
  return followers.map(({ at }) => at)
}

function close(): void {
  for (const { station } of followers) station.close()
}

offer({ follow, arrivals, resetPeak, close })
