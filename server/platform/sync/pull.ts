import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { digestOf } from '../../../src-shared/sync/digest.ts'
import { OLDEST_PULLING_PROTOCOL } from '../../../src-shared/sync/envelope.ts'
import type { PullResponse, ScopeSum } from '../../../src-shared/sync/protocol.ts'
import type { FeedPage } from '../store/port.ts'
import type { Readers } from './compact.ts'
import type { Runtime } from './options.ts'
import type { sharedPages } from './shared-pages.ts'

export interface PullQuery {
  clientId: string
  cursor: number
  /** '' before the first contact. */
  epoch: string
  limit: number
  protocol: number
}

/** What all pulls of a runtime share. */
export interface Pulling {
  readers: Readers
  pages: ReturnType<typeof sharedPages>
}

/**
 * What is new in the granted scopes, as of one moment. Only whole versions: a page has `limit` entries and the rest of
 * the version that it ends in. @throws ProblemError CLIENT_TOO_OLD
 */
export async function pull(
  runtime: Runtime,
  { readers, pages }: Pulling,
  granted: readonly string[],
  query: PullQuery,
): Promise<PullResponse> {
  if (query.protocol < OLDEST_PULLING_PROTOCOL) throw new ProblemError('CLIENT_TOO_OLD')
  const { clientId, limit } = query
  // a cursor of another epoch counts versions that are not these
  const stranger = query.epoch !== '' && query.epoch !== runtime.epoch
  const cursor = stranger ? Number.MAX_SAFE_INTEGER : query.cursor
  const page = await pages(clientId, { scopes: granted, cursor, limit })
  const lastNumber = page.lastNumbers.get(clientId.toLowerCase()) ?? 0
  if (!stranger && isBehind(query, page)) return startOver(runtime, page, lastNumber)
  if (!stranger && cursor > 0) readers.note({ clientId, cursor, at: runtime.clock.now() })
  const more = page.ver < page.head
  return {
    epoch: runtime.epoch,
    ver: stranger ? 0 : page.ver,
    more: stranger || more,
    entries: page.entries,
    granted: [...granted],
    sums: stranger || more ? null : granted.map((scope) => sumOf(scope, page.sums)),
    lastNumber,
    durable: lastNumber,
    serverTime: runtime.clock.now(),
    ...(runtime.seal ? { sealKey: runtime.seal.publicKey } : {}),
  }
}

/** A first contact asks for one entry from 0, only to learn what is granted. */
const isBehind = ({ cursor, limit }: PullQuery, { horizon }: FeedPage) =>
  cursor < horizon && !(cursor === 0 && limit === 1)

/**
 * The entries that it lacks are gone. A workstation of protocol 1 does not know `tooOld`: to it, all is withdrawn up to
 * the head and granted again with the next page, which makes it fetch every scope anew and keep its unsent work.
 */
const startOver = ({ epoch, clock }: Runtime, { head }: FeedPage, lastNumber: number): PullResponse => ({
  ...{ epoch, ver: head, more: true, entries: [], granted: [], sums: null, tooOld: true },
  ...{ lastNumber, durable: lastNumber, serverTime: clock.now() },
})

function sumOf(scope: string, sums: FeedPage['sums']): ScopeSum {
  const sum = sums.find((each) => each.scope === scope) ?? { rows: 0, a: 0, b: 0 }
  return { scope, rows: sum.rows, digest: digestOf(sum) }
}
