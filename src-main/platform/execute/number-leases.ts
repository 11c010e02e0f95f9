import type { NumberSequence } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Lease } from '../../../src-shared/sync/protocol.ts'
import { type Database, statement } from '../sqlite/database.ts'

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

  left(sequence: string): number {
    const sql = 'SELECT coalesce(sum(last - next + 1), 0) AS n FROM lease WHERE sequence = ?'
    return (statement(this.#db, sql).get(sequence) as { n: number }).n
  }

  add(service: string, lease: Lease): void {
    const sql = 'INSERT OR IGNORE INTO lease (service, sequence, first, last, next) VALUES (?, ?, ?, ?, ?)'
    statement(this.#db, sql).run(service, lease.sequence, lease.from, lease.to, lease.from)
  }

  /** A restored server does not remember what it lent, and lends from a block of its new epoch instead. */
  dropAll(service: string): void {
    statement(this.#db, 'DELETE FROM lease WHERE service = ?').run(service)
  }
}
