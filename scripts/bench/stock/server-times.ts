import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from '../world.ts'

/** How many requests of a route took at most so many seconds, by the server's own count. */
export type Buckets = Map<number, number>
const LINE = /^carecode_http_request_seconds_bucket\{(.*)\} (\d+)$/

/** Of one route's requests that were answered, as `GET /metrics` tells them. */
export async function bucketsOf({ url, dataDir }: World, route: string): Promise<Buckets> {
  const token = readFileSync(join(dataDir, 'metrics.token'), 'utf8').trim()
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
  const found: Buckets = new Map()
  for (const line of (await answer.text()).split('\n')) {
    const [, labels = '', count] = LINE.exec(line) ?? []
    const bound = /le="([^"]+)"/.exec(labels)?.[1]
    if (bound === undefined || !labels.includes(`route="${route}"`)) continue
    const seconds = bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound)
    found.set(seconds, (found.get(seconds) ?? 0) + Number(count))
  }
  return found
}

/** The smallest bound under which so large a share of the requests between two looks was answered, ms. */
export function boundOf(before: Buckets, after: Buckets, share: number): { ms: number; count: number } {
  const made = [...after].map(([bound, count]) => ({ bound, count: count - (before.get(bound) ?? 0) }))
  const sorted = made.toSorted((a, b) => a.bound - b.bound)
  const count = sorted.at(-1)?.count ?? 0
  const found = sorted.find((each) => each.count >= count * share)
  return { ms: (found?.bound ?? Number.NaN) * 1_000, count }
}
