import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Audit } from '../audit/audit.ts'
import type { NumberLeases } from '../execute/number-leases.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'
import type { KeptMeta, Meta } from '../sqlite/meta.ts'

interface Parts {
  db: Database
  meta: KeptMeta
  audit: Audit
  outbox: Outbox
  leases: NumberLeases
  services: readonly string[]
  /** Those that have claim pools. */
  withPools: readonly string[]
  now(): number
  onNotice(notice: Problem): void
  /** Seals every answered command; false where that is not possible. */
  sealAll(): boolean
  /** Joins the transaction that empties the tables. */
  onEmptied(): void
  /** Cleans the files as well. @returns whether they are clean */
  isClean(): boolean
  /** To people it is no workstation any more: the screens are empty. */
  onRetired(): void
  /** To the server neither. */
  onEnded(): void
}

/**
 * told: the rest is being sent. erased: the tables are empty, the files not yet for certain. retired: only sealed
 * commands are left, for the days in which a restored server may ask for them.
 */
const MARK = 'revocation'
const KEEP_ANSWERED_MS = 7 * 24 * 3_600_000
const problem: Problem = { code: 'WORKSTATION_REVOKED', params: {} }

/** What the journal still has is not taken in again by a workstation that has sent it and was erased. */
export const isErased = (meta: Meta): boolean => meta.get(MARK) === 'erased'

/** What a workstation does that an administrator took out of use: it sends what it has, then it erases itself. */
export class Revocation {
  readonly #parts: Parts
  constructor(parts: Parts) {
    this.#parts = parts
  }

  #state = () => this.#parts.meta.get(MARK) ?? ''

  told(): void {
    if (this.#state() !== '') return
    const { db, meta, outbox, leases, services, withPools } = this.#parts
    immediate(db, () => {
      meta.set(MARK, 'told')
      for (const service of services) {
        outbox.release(service)
        leases.giveBack(service)
        if (withPools.includes(service)) leases.giveUpClaims(service)
      }
    })
    this.#parts.onNotice(problem)
  }

  /** @throws ProblemError WORKSTATION_REVOKED: what is entered now would not be here in a moment */
  refuseIfTold(): void {
    if (this.#state() !== '') throw new ProblemError(problem.code)
  }

  /** At start, and after each turn of the sync: erases everything once everything is sent and unused numbers are given back. */
  check(): void {
    const { isClean, onRetired, meta } = this.#parts
    if (this.#state() === 'told' && this.#isDone()) this.#erase()
    if (this.#state() === 'erased' && isClean()) {
      meta.set(MARK, 'retired')
      onRetired()
    }
    if (this.#state() === 'retired' && this.#keepsNothing()) this.end()
  }

  /** Counts the whole queue: not to be asked after each entry of a workstation in use. */
  #isDone(): boolean {
    const { outbox, leases } = this.#parts
    return outbox.counts().toSend === 0 && leases.returning(null).length === 0
  }

  get isRetired(): boolean {
    return this.#state() === 'retired'
  }

  /** It is enrolled anew, or a week is over: whatever was kept of its former life goes. */
  end(): void {
    const { db, meta, outbox, onEnded } = this.#parts
    immediate(db, () => {
      db.exec('DELETE FROM outbox; DELETE FROM sync_service; DELETE FROM sync_scope')
      outbox.keys.reload()
      meta.set(MARK, '')
    })
    onEnded()
  }

  #keepsNothing(): boolean {
    const { db, outbox, now } = this.#parts
    const old = `DELETE FROM outbox WHERE answered_at < ? AND status NOT IN ('waiting', 'sent')`
    if (statement(db, old).run(now() - KEEP_ANSWERED_MS).changes > 0) outbox.keys.reload()
    return statement(db, 'SELECT 1 FROM outbox LIMIT 1').get() === undefined
  }

  /** The audit stays: it names nobody. */
  #erase(): void {
    const { db, meta, audit, outbox, now, sealAll } = this.#parts
    immediate(db, () => {
      const kept = ['migration', 'audit', 'audit_v1', 'audit_sent', ...(sealAll() ? ['outbox', 'sync_service'] : [])]
      for (const table of tablesOf(db).filter((name) => !kept.includes(name))) db.exec(`DELETE FROM "${table}"`)
      meta.reload()
      db.exec(`UPDATE outbox SET overlay = 0`)
      outbox.keys.reload()
      audit.append({ at: now(), actorId: null, action: 'workstation.erased', subject: null, detail: {} })
      this.#parts.onEmptied()
      meta.set(MARK, 'erased')
    })
  }
}

/** Without those of a search index, which follow the rows by triggers. */
function tablesOf(db: Database): string[] {
  const all = db.pragma('table_list') as { schema: string; name: string; type: string }[]
  return all
    .filter(({ schema, type, name }) => schema === 'main' && type === 'table' && !name.startsWith('sqlite_'))
    .map(({ name }) => name)
}
