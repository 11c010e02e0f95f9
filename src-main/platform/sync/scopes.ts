import { addRow, digestOf, type Sum } from '../../../src-shared/sync/digest.ts'
import type { ScopeSum } from '../../../src-shared/sync/protocol.ts'
import { type Database, statement } from '../sqlite/database.ts'

/**
 * loading: the snapshot is being fetched. tailing: it is whole, the feed has not yet passed it. ready: as the server
 * says. revoked: to be wiped once everything is sent.
 */
export interface Scope {
  service: string
  scope: string
  state: 'loading' | 'tailing' | 'ready' | 'revoked'
  /** The load replaces rows that were here: what it does not name goes at its end. */
  sweep: number
  /** `next` of the last snapshot page. */
  after: string | null
  /** Feed version of the last snapshot page. */
  lastAt: number | null
  done: number
  total: number
  /** Server time at which its rows were last confirmed, ms. */
  confirmedAt: number | null
  refetchedAt: number | null
}

const SCOPE = `service, scope, state, sweep, after, last_at AS lastAt, done, total,
  confirmed_at AS confirmedAt, refetched_at AS refetchedAt`

/** The scopes of this workstation and the digests of their rows, which are kept in memory between two flushes. */
export class Scopes {
  readonly #db: Database
  #sums = new Map<string, Sum>()
  #dirty = new Set<string>()

  constructor(db: Database) {
    this.#db = db
  }

  all(service: string): Scope[] {
    return statement(this.#db, `SELECT ${SCOPE} FROM sync_scope WHERE service = ? ORDER BY scope`).all(
      service,
    ) as Scope[]
  }

  get(service: string, scope: string): Scope | null {
    const sql = `SELECT ${SCOPE} FROM sync_scope WHERE service = ? AND scope = ?`
    return (statement(this.#db, sql).get(service, scope) as Scope | undefined) ?? null
  }

  add(service: string, scope: string, state: Scope['state']): void {
    statement(this.#db, 'INSERT OR IGNORE INTO sync_scope (service, scope, state) VALUES (?, ?, ?)').run(
      service,
      scope,
      state,
    )
  }

  setState(service: string, scope: string, state: Scope['state']): void {
    statement(this.#db, 'UPDATE sync_scope SET state = ? WHERE service = ? AND scope = ?').run(state, service, scope)
  }

  /** Fetches a scope anew; its rows stay to be read meanwhile. */
  reload(service: string, scope: string, now: number | null): void {
    const sql = `UPDATE sync_scope SET state = 'loading', sweep = 1, after = NULL, last_at = NULL, done = 0,
      refetched_at = coalesce(?, refetched_at) WHERE service = ? AND scope = ?`
    statement(this.#db, sql).run(now, service, scope)
    statement(this.#db, 'DELETE FROM sync_seen WHERE service = ? AND scope = ?').run(service, scope)
  }

  progress(scope: Scope, next: string | null, at: number, rows: number, total: number): void {
    const sql = `UPDATE sync_scope SET after = ?, last_at = ?, done = done + ?, total = ?, state = ? WHERE service = ? AND scope = ?`
    const state = next === null ? 'tailing' : 'loading'
    statement(this.#db, sql).run(next, at, rows, total, state, scope.service, scope.scope)
  }

  endSweep(service: string, scope: string): void {
    statement(this.#db, 'UPDATE sync_scope SET sweep = 0 WHERE service = ? AND scope = ?').run(service, scope)
    statement(this.#db, 'DELETE FROM sync_seen WHERE service = ? AND scope = ?').run(service, scope)
  }

  confirm(service: string, at: number): void {
    const sql = `UPDATE sync_scope SET confirmed_at = ? WHERE service = ? AND state = 'ready'`
    statement(this.#db, sql).run(at, service)
  }

  /** What the feed has passed is complete. */
  passed(service: string, cursor: number): void {
    const sql = `UPDATE sync_scope SET state = 'ready' WHERE service = ? AND state = 'tailing' AND last_at <= ?`
    statement(this.#db, sql).run(service, cursor)
  }

  remove(service: string, scope: string): void {
    statement(this.#db, 'DELETE FROM sync_scope WHERE service = ? AND scope = ?').run(service, scope)
    this.#sums.delete(nameOf(service, scope))
  }

  markSeen(service: string, scope: string, kind: string, id: string): void {
    statement(this.#db, 'INSERT OR IGNORE INTO sync_seen VALUES (?, ?, ?, ?)').run(service, scope, kind, id)
  }

  seen(service: string, scope: string, kind: string, id: string): boolean {
    const sql = 'SELECT 1 FROM sync_seen WHERE service = ? AND scope = ? AND kind = ? AND id = ?'
    return statement(this.#db, sql).get(service, scope, kind, id) !== undefined
  }

  /** Counts a row of the server into (1) or out of (-1) its scope. */
  count(service: string, scope: string | null, kind: string, id: string, rev: number, sign: 1 | -1): void {
    if (scope === null) return
    addRow(this.#sum(service, scope), kind, id, rev, sign)
    this.#dirty.add(nameOf(service, scope))
  }

  /** Counts a scope anew from its rows: after a sweep nothing of an older sum may be left in it. */
  recount(service: string, scope: string, rows: Iterable<{ kind: string; id: string; rev: number }>): void {
    const sum: Sum = { rows: 0, a: 0, b: 0 }
    for (const { kind, id, rev } of rows) addRow(sum, kind, id, rev, 1)
    this.#sums.set(nameOf(service, scope), sum)
    this.#dirty.add(nameOf(service, scope))
  }

  is(service: string, scope: string, counted: Sum): boolean {
    const kept = this.#sum(service, scope)
    return kept.rows === counted.rows && digestOf(kept) === digestOf(counted)
  }

  matches(service: string, theirs: ScopeSum): boolean {
    const ours = this.#sum(service, theirs.scope)
    return ours.rows === theirs.rows && digestOf(ours) === theirs.digest
  }

  #sum(service: string, scope: string): Sum {
    const name = nameOf(service, scope)
    const known = this.#sums.get(name)
    if (known) return known
    const sql = 'SELECT rows, a, b FROM sync_scope WHERE service = ? AND scope = ?'
    const sum = (statement(this.#db, sql).get(service, scope) as Sum | undefined) ?? { rows: 0, a: 0, b: 0 }
    this.#sums.set(name, sum)
    return sum
  }

  /** Writes the digests with the rows that they cover: the end of the transaction. */
  flush(): void {
    const sql = 'UPDATE sync_scope SET rows = ?, a = ?, b = ? WHERE service = ? AND scope = ?'
    for (const name of this.#dirty) {
      const sum = this.#sums.get(name)
      const [service, scope] = split(name)
      if (sum) statement(this.#db, sql).run(sum.rows, sum.a, sum.b, service, scope)
    }
    this.#dirty = new Set()
  }

  /** After a transaction that was rolled back: what is in the database counts. */
  forget(): void {
    this.#sums = new Map()
    this.#dirty = new Set()
  }
}

const nameOf = (service: string, scope: string) => `${service} ${scope}`
const split = (name: string) => [name.slice(0, name.indexOf(' ')), name.slice(name.indexOf(' ') + 1)]
