import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Audit } from '../audit/audit.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'
import type { Rebase } from '../sync/rebase.ts'
import type { OutboxItem } from './entry.ts'
import type { Outbox } from './outbox.ts'

/**
 * resend: a blocked entry goes to the server after all, which decides about it. discard: a refused or blocked entry needs
 * nothing more; it stays in the list with the reason.
 */
export type Resolution = { action: 'resend' } | { action: 'discard'; reason: string }

interface ResolveParts {
  db: Database
  outbox: Outbox
  rebase: Rebase
  audit: Audit
  now(): number
}
export interface Resolved {
  service: string
  /** Kinds of rows that may look different now. */
  kinds: string[]
}

const SHORTEST_REASON = 3

/**
 * A person's decision about an entry that the server refused or that was held back, with its audit entry.
 * @throws ProblemError ENTRY_NOT_OPEN, INPUT_INVALID where no reason is given
 */
export function resolveEntry(parts: ResolveParts, commandId: string, what: Resolution, actor: Actor): Resolved {
  return immediate(parts.db, () => {
    const open = openEntry(parts, commandId)
    const kinds = what.action === 'resend' ? resend(parts, open) : discard(parts, open, what.reason, actor)
    parts.audit.append({
      at: parts.now(),
      actorId: actor.userId,
      action: `outbox.${what.action}`,
      subject: commandId,
      detail: what.action === 'discard' ? { reason: what.reason.trim() } : {},
    })
    return { service: open.service, kinds }
  })
}

interface Open {
  seq: number
  service: string
  status: OutboxItem['status']
}

function openEntry({ db }: ResolveParts, commandId: string): Open {
  const sql = `SELECT seq, service, status FROM outbox
    WHERE command_id = ? AND status IN ('rejected', 'quarantined', 'blocked') AND closed_at IS NULL`
  const found = statement(db, sql).get(commandId) as Open | undefined
  if (!found) throw new ProblemError('ENTRY_NOT_OPEN')
  return found
}

/** What the server refused has its outcome; only what it has never seen can be sent. */
function resend({ db, outbox, rebase }: ResolveParts, { seq, status }: Open): string[] {
  if (status !== 'blocked') throw new ProblemError('ENTRY_NOT_OPEN')
  statement(db, 'DELETE FROM outbox_wait WHERE seq = ?').run(seq)
  const sql = `UPDATE outbox SET status = 'waiting', problem = NULL, answered_at = NULL, overlay = 1 WHERE seq = ?`
  statement(db, sql).run(seq)
  outbox.keys.reload()
  return rebase.replay(seq)
}

function discard({ db, now }: ResolveParts, { seq }: Open, reason: string, actor: Actor): string[] {
  const given = reason.trim()
  if (given.length < SHORTEST_REASON) throw new ProblemError('INPUT_INVALID', { detail: 'reason: Give a reason' })
  const sql = 'UPDATE outbox SET closed_at = ?, closed_by = ?, closed_reason = ? WHERE seq = ?'
  statement(db, sql).run(now(), actor.userId, given, seq)
  return []
}
