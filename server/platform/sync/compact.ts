import type { ClientCursor, FeedState } from '../store/port.ts'
import type { Runtime } from './options.ts'

export interface CompactOptions {
  /** Versions that other services of the server have read up to: what they have not read stays. */
  readBy: readonly number[]
  /** Entries older than this go, whoever has not read them, ms. */
  keepMs?: number
  /** Entries younger than this stay, even where everybody has read them, ms: a first snapshot may be under way. */
  restMs?: number
}
export interface Compacted {
  horizon: number
  removed: number
}

const WEEK_MS = 7 * 24 * 3_600_000
const HOUR_MS = 3_600_000
/** One statement: it holds back the cleaning of the tables, and no reader. */
const SLICE = 5_000

/** Where clients of this process have read to, between two compactions. */
export class Readers {
  readonly #cursors = new Map<string, ClientCursor>()

  /** One client, however it writes its id. */
  note(reader: ClientCursor): void {
    const clientId = reader.clientId.toLowerCase()
    this.#cursors.set(clientId, { ...reader, clientId })
  }

  take(): ClientCursor[] {
    const all = [...this.#cursors.values()]
    this.#cursors.clear()
    return all
  }
}

/**
 * Removes what every active reader has, and what is older than a week. The horizon is raised first: who reads while
 * entries go is told that it is behind (`tooOld`), and fetches its scopes anew with its unsent work kept.
 */
export async function compact(runtime: Runtime, readers: Readers, options: CompactOptions): Promise<Compacted> {
  const { store, clock } = runtime
  const { keepMs = WEEK_MS, restMs = HOUR_MS } = options
  const now = clock.now()
  const { head } = await store.feedState()
  await store.noteFeed({ ver: head, at: now, cursors: readers.take(), forget: now - keepMs })
  const state = await store.feedState()
  const horizon = Math.min(newHorizon(state, { now, keepMs, restMs }), ...options.readBy)
  if (horizon > state.horizon) await store.raiseHorizon(horizon)
  let removed = 0
  for (let slice = SLICE; slice === SLICE; removed += slice) slice = await store.dropFeed(SLICE)
  return { horizon: Math.max(horizon, state.horizon), removed }
}

function newHorizon({ marks, cursors }: FeedState, of: { now: number; keepMs: number; restMs: number }): number {
  const at = (age: number) => Math.max(0, ...marks.filter((mark) => mark.at <= of.now - age).map(({ ver }) => ver))
  const active = cursors.filter((each) => each.at >= of.now - of.keepMs).map(({ cursor }) => cursor)
  const readByAll = active.length > 0 ? Math.min(...active) : 0
  return Math.max(at(of.keepMs), Math.min(at(of.restMs), readByAll))
}
