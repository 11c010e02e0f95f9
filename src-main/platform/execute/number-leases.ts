import type { NumberSequence } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Lease, LeaseReturn } from '../../../src-shared/sync/protocol.ts'
import { type Database, statement } from '../sqlite/database.ts'

/** In place of a sequence: this workstation's part of the pools is given up. */
export const CLAIMS = ''

type Rest = LeaseReturn['rests'][number]

/** The ranges of numbers that the server lent to this workstation. */
export class NumberLeases {
  readonly #db: Database
  constructor(db: Database) {
    this.#db = db
  }

  /**
   * The next number in its printed form. Belongs into the transaction that uses it: rolled back with it, never given twice.
   * @throws ProblemError NUMBERS_EXHAUSTED
   */
  next(sequence: NumberSequence): string {
    const open = 'SELECT first, next FROM lease WHERE sequence = ? AND next <= last ORDER BY first LIMIT 1'
    const lease = statement(this.#db, open).get(sequence.name) as { first: number; next: number } | undefined
    if (!lease) throw new ProblemError('NUMBERS_EXHAUSTED', { sequence: sequence.name })
    const take = 'UPDATE lease SET next = next + 1 WHERE sequence = ? AND first = ?'
    statement(this.#db, take).run(sequence.name, lease.first)
    return sequence.format(lease.next)
  }

  /** Numbers that a recovered command was given: what was printed is not given again, nor what came before it. */
  used(sequence: NumberSequence, printed: ReadonlySet<string>): void {
    const open = 'SELECT first, next, last FROM lease WHERE sequence = ? AND next <= last'
    const leases = statement(this.#db, open).all(sequence.name) as { first: number; next: number; last: number }[]
    for (const { first, next, last } of leases) {
      let after = next
      for (let n = next; n <= last; n++) if (printed.has(sequence.format(n))) after = n + 1
      const pass = 'UPDATE lease SET next = ? WHERE sequence = ? AND first = ?'
      if (after > next) statement(this.#db, pass).run(after, sequence.name, first)
    }
  }

  left(sequence: string): number {
    const sql = 'SELECT coalesce(sum(last - next + 1), 0) AS n FROM lease WHERE sequence = ?'
    return (statement(this.#db, sql).get(sequence) as { n: number }).n
  }

  /** A range that is lent again is not given back any more: its return has reached the server, only the answer was lost. */
  add(service: string, lease: Lease): void {
    const lent = 'DELETE FROM lease_return WHERE service = ? AND sequence = ? AND first <= ? AND last >= ?'
    statement(this.#db, lent).run(service, lease.sequence, lease.to, lease.from)
    const sql = 'INSERT OR IGNORE INTO lease (service, sequence, first, last, next) VALUES (?, ?, ?, ?, ?)'
    statement(this.#db, sql).run(service, lease.sequence, lease.from, lease.to, lease.from)
  }

  /** Nothing more is given of these: the rests wait to be told to the server. Belongs into the caller's transaction. */
  giveBack(service: string): void {
    const keep = `INSERT OR IGNORE INTO lease_return (service, sequence, first, last)
      SELECT service, sequence, next, last FROM lease WHERE service = ? AND next <= last`
    statement(this.#db, keep).run(service)
    this.#dropAll(service)
  }

  /** This workstation takes nothing of a service's pools any more. Belongs into the caller's transaction. */
  giveUpClaims(service: string): void {
    const sql = 'INSERT OR IGNORE INTO lease_return (service, sequence, first, last) VALUES (?, ?, 0, 0)'
    statement(this.#db, sql).run(service, CLAIMS)
  }

  /** What was given up and has not reached the server yet; null: every service. */
  returning(service: string | null): Rest[] {
    const sql = `SELECT sequence, first AS "from", last AS "to" FROM lease_return
      WHERE service = coalesce(?, service) ORDER BY sequence, first`
    return statement(this.#db, sql).all(service) as Rest[]
  }

  returned(service: string, rests: readonly Rest[]): void {
    const sql = 'DELETE FROM lease_return WHERE service = ? AND sequence = ? AND first = ?'
    for (const { sequence, from } of rests) statement(this.#db, sql).run(service, sequence, from)
  }

  /** A restored server does not remember what it lent, and lends from a block of its new epoch instead. */
  forget(service: string): void {
    this.#dropAll(service)
    statement(this.#db, 'DELETE FROM lease_return WHERE service = ?').run(service)
  }

  #dropAll(service: string): void {
    statement(this.#db, 'DELETE FROM lease WHERE service = ?').run(service)
  }
}
