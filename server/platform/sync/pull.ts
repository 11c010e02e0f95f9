import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { digestOf } from '../../../src-shared/sync/digest.ts'
import { OLDEST_PULLING_PROTOCOL } from '../../../src-shared/sync/envelope.ts'
import type { PullResponse, ScopeSum } from '../../../src-shared/sync/protocol.ts'
import type { FeedPage } from '../store/port.ts'
import type { Runtime } from './options.ts'

export interface PullQuery {
  clientId: string
  cursor: number
  /** '' before the first contact. */
  epoch: string
  limit: number
  protocol: number
}

/**
 * What is new in the granted scopes, as of one moment. Only whole versions: a page has `limit` entries and the rest of
 * the version that it ends in. @throws ProblemError CLIENT_TOO_OLD
 */
export async function pull(runtime: Runtime, granted: readonly string[], query: PullQuery): Promise<PullResponse> {
  if (query.protocol < OLDEST_PULLING_PROTOCOL) throw new ProblemError('CLIENT_TOO_OLD')
  const { clientId, limit } = query
  // a cursor of another epoch counts versions that are not these
  const stranger = query.epoch !== '' && query.epoch !== runtime.epoch
  const cursor = stranger ? Number.MAX_SAFE_INTEGER : query.cursor
  const page = await runtime.store.feedPage({ clientId, scopes: granted, cursor, limit })
  const more = page.ver < page.head
  return {
    epoch: runtime.epoch,
    ver: stranger ? 0 : page.ver,
    more: stranger || more,
    entries: page.entries,
    granted: [...granted],
    sums: stranger || more ? null : granted.map((scope) => sumOf(scope, page.sums)),
    lastNumber: page.lastNumber,
    durable: page.lastNumber,
    serverTime: runtime.clock.now(),
  }
}

function sumOf(scope: string, sums: FeedPage['sums']): ScopeSum {
  const sum = sums.find((each) => each.scope === scope) ?? { rows: 0, a: 0, b: 0 }
  return { scope, rows: sum.rows, digest: digestOf(sum) }
}
