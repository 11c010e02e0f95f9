import type { AuditReason } from '../../../src-shared/audit/entry.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { type Database, immediate } from '../sqlite/database.ts'
import type { Audit, AuditEntry } from './audit.ts'

/** What somebody is about to be shown. */
export interface Read {
  actor: Actor
  /** `read.chart`, `read.search`, … */
  action: string
  subject: string | null
  patientIds: readonly string[]
  wardId?: string | null
  detail?: Record<string, unknown>
  /** Why this person may see it; left out: by the roles. */
  reason?: AuditReason | undefined
}

interface Parts {
  db: Database
  audit: Audit
  /** Epoch ms by the corrected clock. */
  now(): number
  onFailure(error: unknown): void
}

/** The same person reading the same thing again within this time is one entry. A board is looked at all day. */
const SAME_MS = 60_000
const SAME_BOARD_MS = 15 * 60_000
/** Reads that are remembered while the disk takes none. */
const MOST_HELD = 1_000

/**
 * Reads of patients' records. They are on the disk before what was read leaves the main process: those of one turn of the
 * event loop in one transaction. A disk that takes nothing must not blind a ward: then they are held in memory, tried
 * again with every further one, and what had to be let go is counted in an entry of its own.
 */
export class ReadTrail {
  readonly #parts: Parts
  readonly #recent = new Map<string, number>()
  #waiting: AuditEntry[] = []
  #lost = 0
  #turn: Promise<void> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Resolves when it is durable, or held because it cannot be. */
  record(read: Read): Promise<void> {
    const at = this.#parts.now()
    if (this.#isRepeated(read, at)) return this.#turn ?? Promise.resolve()
    this.#waiting.push(this.#entryOf(read, at))
    this.#turn ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.flush())
    return this.#turn
  }

  flush(): void {
    this.#turn = null
    const entries = this.#waiting
    if (entries.length === 0) return
    const { db, audit, now, onFailure } = this.#parts
    try {
      immediate(db, () => {
        if (this.#lost > 0) audit.append(lostReads(this.#lost, now()))
        for (const entry of entries) audit.append(entry)
      })
      this.#lost = 0
      this.#waiting = []
    } catch (error) {
      this.#lost += Math.max(0, entries.length - MOST_HELD)
      this.#waiting = entries.slice(-MOST_HELD)
      onFailure(error)
    }
  }

  #entryOf({ actor, action, subject, patientIds, wardId = null, detail = {}, ...read }: Read, at: number): AuditEntry {
    const reason = read.reason ?? { by: 'role', roles: [...actor.roles] }
    return { at, actorId: actor.userId, action, subject, patientIds, wardId, reason, detail }
  }

  #isRepeated({ actor, action, subject, patientIds }: Read, at: number): boolean {
    const key = [actor.userId, action, subject, ...patientIds].join(' ')
    const before = this.#recent.get(key)
    const window = action === 'read.board' ? SAME_BOARD_MS : SAME_MS
    // a clock that was turned back makes everything new
    if (before !== undefined && at >= before && at - before < window) return true
    if (this.#recent.size > 5_000) this.#recent.clear()
    this.#recent.set(key, at)
    return false
  }
}

const lostReads = (count: number, at: number): AuditEntry => ({
  ...{ at, actorId: null, action: 'audit.lost', subject: null, detail: { count }, reason: { by: 'system' } },
})
