import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { Outcome } from '../../../src-shared/sync/protocol.ts'
import { type OutboxEntry, rowOfKey } from '../outbox/entry.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { type Database, statement } from '../sqlite/database.ts'
import type { Rebase } from './rebase.ts'
import type { ServiceStates } from './service-state.ts'

/** Keeps the server's word on commands, and what follows from it. Runs in the caller's transaction. */
export class Outcomes {
  readonly #db: Database
  readonly #outbox: Outbox
  readonly #rebase: Rebase
  readonly #states: ServiceStates

  constructor(db: Database, outbox: Outbox, rebase: Rebase, states: ServiceStates) {
    this.#states = states
    this.#db = db
    this.#outbox = outbox
    this.#rebase = rebase
  }

  /** @returns kinds of rows that may look different now */
  keep(outcomes: readonly Outcome[], now: number): Set<string> {
    const refused: number[] = []
    for (const outcome of outcomes) {
      const entry = this.#outbox.byCommand(outcome.commandId)
      if (!entry || (entry.status !== 'sent' && entry.status !== 'waiting')) continue
      this.#store(entry.seq, outcome, now)
      if (outcome.status === 'rejected' || outcome.status === 'quarantined') {
        const whole = this.#outbox.entry(entry.seq)
        refused.push(entry.seq, ...(whole ? this.#block(whole, now) : []))
      }
    }
    return refused.length > 0 ? this.#rebase.run([], refused) : new Set()
  }

  #store(seq: number, outcome: Outcome, now: number): void {
    // what was refused before, or held back, is told only to be kept: the reason is the one that it was given then
    const sql = `UPDATE outbox SET status = @status, ver = @ver, flags = @flags, answered_at = @now,
      problem = CASE WHEN @problem IS NULL THEN NULL ELSE coalesce(problem, @problem) END WHERE seq = @seq`
    const status = outcome.status === 'applied' ? 'accepted' : outcome.status
    const problem = outcome.problem ? JSON.stringify(outcome.problem) : null
    const flags = JSON.stringify(outcome.flags)
    statement(this.#db, sql).run({ seq, status, ver: outcome.ver, problem, flags, now })
  }

  /**
   * Unsent edits that build on what the refused command would have made, and edits of other services that wait for it;
   * then what builds on these. Facts go on: they have happened.
   */
  #block(refused: OutboxEntry, now: number): number[] {
    const blocked: number[] = []
    const queue = [refused]
    for (let on = queue.pop(); on; on = queue.pop()) {
      const problem: Problem = { code: 'DEPENDS_ON_REFUSED', params: { name: on.name, commandId: on.commandId } }
      for (const next of this.#buildingOn(on.seq)) {
        // the server may know it: it is asked, since what is held back here could differ from what it has
        if (next.goneOut) this.#outbox.keepOnly(next.seq, problem)
        else this.#holdBack(next.seq, problem, now)
        blocked.push(next.seq)
        queue.push(next)
      }
    }
    return blocked
  }

  #holdBack(seq: number, problem: Problem, now: number): void {
    const sql = `UPDATE outbox SET status = 'blocked', problem = ?, answered_at = ? WHERE seq = ?`
    statement(this.#db, sql).run(JSON.stringify(problem), now, seq)
  }

  /**
   * A restored server has everything told again, and one service may have refused what a command of another waits for
   * before that one was to go out again: nobody else would tell it. @returns kinds of rows that may look different now
   */
  blockStranded(service: string, now: number): Set<string> {
    const sql = `SELECT DISTINCT w.on_seq AS seq FROM outbox_wait w JOIN outbox o ON o.seq = w.seq JOIN outbox m ON m.seq = w.on_seq
      WHERE o.service = ? AND o.status = 'waiting' AND o.problem IS NULL AND o.class <> 'fact'
        AND m.status IN ('rejected', 'quarantined', 'blocked')`
    const refused = statement(this.#db, sql).all(service) as { seq: number }[]
    const stranded = refused.flatMap(({ seq }) => {
      const entry = this.#outbox.entry(seq)
      return entry ? this.#block(entry, now) : []
    })
    return stranded.length > 0 ? this.#rebase.run([], stranded) : new Set()
  }

  #buildingOn(seq: number): OutboxEntry[] {
    const waits = statement(this.#db, 'SELECT seq FROM outbox_wait WHERE on_seq = ?').all(seq) as { seq: number }[]
    const found = new Set(waits.map((wait) => wait.seq))
    for (const key of this.#madeKeys(seq)) for (const next of this.#outbox.keys.touching(key)) found.add(next)
    const later = [...found].filter((next) => next > seq).sort((a, b) => a - b)
    const entries = later.flatMap((next) => this.#outbox.entry(next) ?? [])
    // what is held was refused before, and goes out only to be kept
    return entries.filter(({ status, class: of, held }) => status === 'waiting' && of !== 'fact' && !held)
  }

  /** Of the rows that it would have made. */
  #madeKeys(seq: number): string[] {
    const keys = this.#outbox.keys.of(seq)
    const made = new Set(keys?.made)
    return keys?.writes.filter((key) => made.has(rowOfKey(key)?.id ?? '')) ?? []
  }

  /**
   * Overlays whose rows have come: the feed has passed their outcome, and no scope is still on its way.
   */
  arrived(service: string, cursor: number): number[] {
    const sql = `SELECT seq FROM outbox WHERE service = ? AND overlay = 1 AND ver <= ? AND status IN ('accepted', 'flagged')`
    return (statement(this.#db, sql).all(service, cursor) as { seq: number }[]).map((found) => found.seq)
  }

  /** Only what lies between the two marks is touched: the whole queue would be looked at with each answer. */
  setDurable(service: string, number: number): void {
    const { clientId, durable } = this.#states.get(service)
    if (number <= durable) return
    const sql = 'UPDATE outbox SET durable = 1 WHERE client_id = ? AND number > ? AND number <= ?'
    statement(this.#db, sql).run(clientId, durable, number)
    this.#states.setDurable(service, number)
  }

  /** Answered well, durable at the server, and older than `before`: no server restore can ask for it again. */
  purge(service: string, before: number): void {
    const sql = `DELETE FROM outbox WHERE service = ? AND overlay = 0 AND durable = 1 AND answered_at < ?
      AND status IN ('accepted', 'flagged')`
    statement(this.#db, sql).run(service, before)
  }
}
