import type pg from 'pg'
import type { PushResponse } from '../../../src-shared/sync/protocol.ts'
import type { ServiceRuntime } from '../sync/runtime.ts'
import type { Metrics, Sample } from './metrics.ts'

type Pools = ReadonlyMap<string, Pick<pg.Pool, 'query' | 'totalCount' | 'idleCount' | 'waitingCount'>>

/** Heard of within three minutes: as the screen Workstations counts them. */
const CONNECTED_MS = 180_000

/** The same runtime, its pushes counted. */
export function countPushes(metrics: Metrics): (runtime: ServiceRuntime) => ServiceRuntime {
  const outcomes = metrics.counter('carecode_push_outcomes_total', 'Entries of workstations, by what became of them.')
  const stops = metrics.counter('carecode_push_stopped_total', 'Pushes that stopped before their end, by the reason.')
  const count = (service: string, { outcomes: all, stopped }: PushResponse) => {
    for (const { status } of all) outcomes({ service, status })
    if (stopped) stops({ service, code: stopped.code })
  }
  return (runtime) => ({
    ...runtime,
    async push(device, request) {
      const answer = await runtime.push(device, request)
      count(runtime.service, answer)
      return answer
    },
  })
}

/** Feeds, inboxes, queues and connections, as the databases have them when they are asked. */
export function measureServices(metrics: Metrics, pools: () => Pools, now: () => number): void {
  const ofEach =
    (sql: string, values: unknown[] = []) =>
    async () => {
      const samples = [...pools()].map(async ([service, pool]): Promise<Sample> => {
        const { rows } = await pool.query<{ value: number }>(sql, values)
        return { labels: { service }, value: rows[0]?.value ?? 0 }
      })
      return Promise.all(samples)
    }
  // before what asks the databases, which would see itself waiting
  metrics.gauge('carecode_database_connections', 'Connections of this process to its databases.', () =>
    [...pools()].flatMap(([service, { totalCount, idleCount, waitingCount }]) => [
      { labels: { service, state: 'busy' }, value: totalCount - idleCount },
      { labels: { service, state: 'idle' }, value: idleCount },
      { labels: { service, state: 'waited for' }, value: waitingCount },
    ]),
  )
  metrics.gauge(
    'carecode_feed_version',
    'Newest version of the feed.',
    ofEach('SELECT coalesce(max(ver), 0)::float8 AS value FROM feed_counter'),
  )
  const open = `SELECT count(*)::float8 AS value FROM inbox_item WHERE state = 'open'`
  metrics.gauge('carecode_inbox_open', 'Items of the inbox that nobody has settled.', ofEach(open))
  metrics.gauge('carecode_workstations_heard', 'Workstations that were heard of within three minutes.', () =>
    ofEach('SELECT count(*)::float8 AS value FROM station_state WHERE last_contact_at > $1', [now() - CONNECTED_MS])(),
  )
  const queued = 'SELECT coalesce(sum(queue), 0)::float8 AS value FROM station_state'
  metrics.gauge('carecode_workstations_unsent', 'Entries that workstations said to have unsent.', ofEach(queued))
  metrics.gauge('carecode_database_up', 'Whether the database of a service answers.', async () =>
    Promise.all(
      [...pools()].map(async ([service, pool]) => ({
        labels: { service },
        value: await pool.query('SELECT 1').then(
          () => 1,
          () => 0,
        ),
      })),
    ),
  )
}

/** How the log of the private database is kept for a restore. */
export function measureArchive(metrics: Metrics, pool: Pick<pg.Pool, 'query'>): void {
  const read = (column: string) => async () => {
    const { rows } = await pool.query<{ value: number | null }>(`SELECT ${column} AS value FROM pg_stat_archiver`)
    return rows.flatMap(({ value }) => (value === null ? [] : [{ value }]))
  }
  const failed = read('failed_count::float8')
  metrics.gauge('carecode_log_archive_failed_total', 'Attempts to keep the log that failed.', failed, 'counter')
  const age = read('extract(epoch FROM now() - last_archived_time)::float8')
  metrics.gauge('carecode_log_archive_age_seconds', 'Since a piece of the log was kept last.', age)
}

/** Workstations that listen for news at this process. */
export function measureStreams(metrics: Metrics, hub: { readonly streams: number }): void {
  metrics.gauge('carecode_event_streams', 'Event streams that are open.', () => [{ value: hub.streams }])
}
