import type { Registry } from '../../../src-shared/kernel/domain.ts'
import type { InboxItemRow } from '../../../src-shared/kernel/inbox.ts'
import type { FeedEntry, PullResponse, ScopeSum, SnapshotResponse } from '../../../src-shared/sync/protocol.ts'
import type { NumberLeases } from '../execute/number-leases.ts'
import { rowKey } from '../outbox/entry.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'
import type { Deferred } from '../store/deferred.ts'
import { tableOf } from '../store/kind-table.ts'
import type { LongRebase } from './long-rebase.ts'
import type { Outcomes } from './outcomes.ts'
import { listKeysOf, type Rebase } from './rebase.ts'
import type { Scope, Scopes } from './scopes.ts'
import type { ServerRows } from './server-rows.ts'
import type { ServiceStates } from './service-state.ts'

export interface PageParts {
  db: Database
  registry: Registry
  states: ServiceStates
  scopes: Scopes
  serverRows: ServerRows
  outbox: Outbox
  leases: NumberLeases
  rebase: Rebase
  longRebase: LongRebase
  outcomes: Outcomes
  deferred: Deferred
  /** Called in the transaction that takes a scope off this workstation, with the ids of its rows and of itself. */
  onWiped(service: string, ids: ReadonlySet<string>): void
  now(): number
}
export interface Written {
  kinds: Set<string>
  /** Scopes whose digest differed; they are being fetched anew. */
  mismatched: string[]
}

/** A scope that still differs after it was fetched anew is not fetched again at once: something else is wrong then. */
const REFETCH_PAUSE_MS = 10 * 60_000
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
const INBOX_ITEM = '.inboxItem'
const KEEP_ACCEPTED_MS = 7 * 24 * 3_600_000

/** Brings pages of the server into the cache: each is one transaction, rows, cursor, digests and rebase together. */
export class PageWriter {
  readonly #parts: PageParts
  constructor(parts: PageParts) {
    this.#parts = parts
  }

  #transaction<T>(service: string, work: (touched: Set<string>) => T): { value: T; kinds: Set<string> } {
    const { db, scopes, serverRows } = this.#parts
    try {
      return immediate(db, () => {
        const touched = new Set<string>()
        serverRows.beginPage()
        const value = work(touched)
        scopes.flush()
        const kinds = new Set([...touched].map((key) => key.slice(0, key.search(/[/?]/))))
        for (const kind of this.#rebase(service, touched)) kinds.add(kind)
        return { value, kinds }
      })
    } catch (error) {
      scopes.forget()
      throw error
    }
  }

  #rebase(service: string, touched: Set<string>): Set<string> {
    const { rebase, states, scopes, outcomes } = this.#parts
    if (!rebase.hasOverlays(service)) return new Set()
    const cursor = states.get(service).cursor
    const onTheWay = scopes.all(service).some((scope) => scope.state === 'loading' || scope.state === 'tailing')
    const leaving = cursor === null || onTheWay ? [] : outcomes.arrived(service, cursor)
    return this.#parts.longRebase.run(touched, leaving)
  }

  /** A page of the feed. */
  feed(service: string, page: PullResponse): Written {
    const { states, scopes, outcomes, now } = this.#parts
    const { value, kinds } = this.#transaction(service, (touched) => {
      const sweeping = this.#sweeping(service)
      for (const entry of page.entries) this.#entry(service, entry, sweeping, touched)
      states.setCursor(service, page.ver)
      scopes.passed(service, page.ver)
      this.#endSweeps(service, touched)
      this.grant(service, page.granted)
      outcomes.setDurable(service, page.durable)
      if (page.more || !page.sums) return []
      outcomes.purge(service, now() - KEEP_ACCEPTED_MS)
      const mismatched = this.#check(service, page.sums)
      scopes.confirm(service, page.serverTime)
      return mismatched
    })
    return { kinds, mismatched: value }
  }

  #entry(service: string, entry: FeedEntry, sweeping: Set<string>, touched: Set<string>): void {
    const { scopes, serverRows } = this.#parts
    const isLeftover = (scope: string) => sweeping.has(scope) && !scopes.seen(service, scope, entry.kind, entry.id)
    const isApplied = serverRows.applyEntry(service, entry, isLeftover)
    if (entry.op === 'put' && sweeping.has(entry.scope)) scopes.markSeen(service, entry.scope, entry.kind, entry.id)
    if (isApplied) this.#touch(touched, entry.kind, entry.id, entry.row)
  }

  #touch(touched: Set<string>, kind: string, id: string, row: Record<string, unknown> | null): void {
    touched.add(rowKey(kind, id))
    if (row?.state === 'closed' && kind.endsWith(INBOX_ITEM)) this.#parts.outbox.settled(id, row as InboxItemRow)
    if (row && this.#parts.outbox.keys.any)
      for (const key of listKeysOf(this.#parts.registry, kind, row)) touched.add(key)
  }

  #sweeping(service: string): Set<string> {
    const scopes = this.#parts.scopes.all(service).filter((scope) => scope.sweep === 1)
    return new Set(scopes.map((scope) => scope.scope))
  }

  /** What the service lets this workstation see; the first contact asks for nothing else. */
  grant(service: string, granted: readonly string[]): void {
    const { scopes } = this.#parts
    const known = scopes.all(service)
    for (const scope of granted) {
      const found = known.find((one) => one.scope === scope)
      if (!found) scopes.add(service, scope, 'loading')
      else if (found.state === 'revoked') scopes.reload(service, scope, null)
    }
    for (const one of known) if (!granted.includes(one.scope)) scopes.setState(service, one.scope, 'revoked')
  }

  #check(service: string, sums: readonly ScopeSum[]): string[] {
    const { scopes, now } = this.#parts
    const wrong = sums.filter((theirs) => {
      const ours = scopes.get(service, theirs.scope)
      if (ours?.state !== 'ready' || ours.sweep === 1 || scopes.matches(service, theirs)) return false
      return ours.refetchedAt === null || now() - ours.refetchedAt > REFETCH_PAUSE_MS
    })
    const names = wrong.map(({ scope }) => scope)
    this.#distrust(service, names)
    return names
  }

  /** Scopes whose rows are not what they should be are fetched anew. */
  distrust(service: string, names: readonly string[]): Written {
    immediate(this.#parts.db, () => this.#distrust(service, names))
    return { kinds: new Set(), mismatched: [...names] }
  }

  #distrust(service: string, names: readonly string[]): void {
    const { states, scopes, now } = this.#parts
    for (const scope of names) {
      states.countMismatch(service)
      scopes.reload(service, scope, now())
    }
  }

  /** A page of a snapshot; its rows are never older than the feed that was applied before it. */
  snapshot(scope: Scope, page: SnapshotResponse): Written {
    const { states, scopes, serverRows, deferred } = this.#parts
    const { service } = scope
    const { kinds } = this.#transaction(service, (touched) => {
      if (scope.after === null && !scope.sweep) deferred.begin(this.#tablesOf(service), page.total)
      for (const { kind, id, rev, row } of page.rows) {
        if (scope.sweep) scopes.markSeen(service, scope.scope, kind, id)
        const head = serverRows.head(kind, id)
        if (head && head.rev === rev && head.scope === scope.scope && !scope.sweep) continue
        serverRows.set(service, kind, id, { rev, scope: scope.scope, row }, head)
        this.#touch(touched, kind, id, row)
      }
      if (states.get(service).cursor === null) states.setCursor(service, page.at)
      scopes.progress(scope, page.next, page.at, page.rows.length, page.total)
    })
    return { kinds, mismatched: [] }
  }

  #tablesOf = (service: string): string[] => this.#parts.registry.kindsOf(service).map(tableOf)

  /**
   * Rows that no snapshot named go when the feed has passed all of them, not before: one that was moved to another scope
   * meanwhile is in that one by then, and so was never away.
   */
  #endSweeps(service: string, touched: Set<string>): void {
    const sweeping = this.#parts.scopes.all(service).filter((scope) => scope.sweep === 1 && scope.state !== 'revoked')
    if (sweeping.some((scope) => scope.state !== 'ready')) return
    for (const scope of sweeping) this.#endSweep(scope, touched)
  }

  #endSweep(scope: Scope, touched: Set<string>): void {
    const { scopes } = this.#parts
    this.#removeRows(scope, touched, (kind, id) => !scopes.seen(scope.service, scope.scope, kind, id))
    scopes.recount(scope.service, scope.scope, this.#heads(scope))
    scopes.endSweep(scope.service, scope.scope)
  }

  #heads({ service, scope }: Scope): { kind: string; id: string; rev: number }[] {
    const { serverRows, registry } = this.#parts
    const kinds = registry.kindsOf(service).map((kind) => kind.name)
    return serverRows.idsIn(service, kinds, scope).flatMap(({ kind, id }) => {
      const rev = serverRows.head(kind, id)?.rev
      return rev ? [{ kind, id, rev }] : []
    })
  }

  #removeRows(scope: Scope, touched: Set<string>, which: (kind: string, id: string) => boolean): Set<string> {
    const { serverRows, registry } = this.#parts
    const removed = new Set<string>()
    const kinds = registry.kindsOf(scope.service).map((kind) => kind.name)
    for (const { kind, id } of serverRows.idsIn(scope.service, kinds, scope.scope)) {
      if (!which(kind, id) || !serverRows.head(kind, id)?.rev) continue
      serverRows.set(scope.service, kind, id, null)
      touched.add(rowKey(kind, id))
      removed.add(id)
    }
    return removed
  }

  /** Takes the rows of a scope that is no longer granted off this workstation. */
  wipe(scope: Scope): Written {
    const { kinds } = this.#transaction(scope.service, (touched) => {
      const ids = this.#removeRows(scope, touched, () => true)
      for (const id of scope.scope.match(UUID) ?? []) ids.add(id)
      this.#parts.onWiped(scope.service, ids)
      this.#parts.scopes.endSweep(scope.service, scope.scope)
      this.#parts.scopes.flush()
      this.#parts.scopes.remove(scope.service, scope.scope)
    })
    return { kinds, mismatched: [] }
  }

  /** The queue and the rows of a service begin anew; what was accepted before goes out again, with its effect kept. */
  epochChanged(service: string, epoch: string): Set<string> {
    const { db, states, outbox, leases, outcomes, now } = this.#parts
    return immediate(db, () => {
      states.renewClient(service)
      statement(
        db,
        `UPDATE outbox SET status = 'waiting', number = NULL, client_id = NULL, ver = NULL, overlay = 1, durable = 0
         WHERE service = ? AND status IN ('accepted', 'flagged')`,
      ).run(service)
      // a refusal is a record too: told again to be kept, not to be executed on an older state (their problem marks them)
      statement(
        db,
        `UPDATE outbox SET status = 'waiting', number = NULL, client_id = NULL, ver = NULL, durable = 0
         WHERE service = ? AND status IN ('rejected', 'quarantined') AND problem IS NOT NULL`,
      ).run(service)
      outbox.keys.reload()
      leases.forget(service)
      states.setEpoch(service, epoch)
      const kinds = outcomes.blockStranded(service, now())
      this.#startOver(service)
      return kinds
    })
  }

  /** Every scope is fetched anew; the rows stay to be read meanwhile, and so does what was done here. */
  startOver(service: string): void {
    immediate(this.#parts.db, () => this.#startOver(service))
  }

  #startOver(service: string): void {
    const { states, scopes } = this.#parts
    states.setCursor(service, null)
    for (const scope of scopes.all(service)) if (scope.state !== 'revoked') scopes.reload(service, scope.scope, null)
  }
}
