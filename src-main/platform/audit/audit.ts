import {
  AUDIT_START,
  type AuditReason,
  type AuditEntry as ChainedEntry,
  entryText,
  linkHash,
} from '../../../src-shared/audit/entry.ts'
import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import type { Ports } from '../ports.ts'
import { type Database, statement } from '../sqlite/database.ts'
import { type SentChains, sentChains } from './sent.ts'

/** What is recorded, by ids only: no name and no clinical value. */
export interface AuditEntry {
  /** Epoch ms. */
  at: number
  actorId: string | null
  /** `read.chart`, `command:ward.recordVitals@1`, `session.signIn`, … */
  action: string
  /** Id of what it was done to. */
  subject: string | null
  detail: Record<string, unknown>
  /** Whose records these are. */
  patientIds?: readonly string[]
  wardId?: string | null
  reason?: AuditReason
  /** For whom the actor did it, where that is somebody else. */
  onBehalfOf?: string
}
/** `seq`: of the first entry that was changed, or that follows one taken out; one past the end where the end is gone. */
export type AuditVerdict = { ok: true; entries: number } | { ok: false; seq: number; entries: number }
/** One link as it lies here. `number` counts within the chain, `seq` within this cache. */
export interface Link {
  seq: number
  chain: string
  device: string
  number: number
  previous: string
  hash: string
  entry: string
}

export interface AuditParts {
  db: Database
  ports: Pick<Ports, 'clock' | 'crypto'>
  /** Null before the enrolment. */
  deviceId(): string | null
}

const COLUMNS = 'seq, chain, device, number, previous, hash, entry'

/**
 * Append-only record of who did and who read what on this workstation. Each entry names device, chain and number, and its
 * hash covers the one before it. A new chain begins with another enrolment, and where the server holds another past of it.
 */
export class Audit {
  readonly #parts: AuditParts
  readonly sent: SentChains
  constructor(parts: AuditParts) {
    this.#parts = parts
    this.sent = sentChains(parts.db)
  }

  /** Joins the caller's transaction where there is one. */
  append(entry: AuditEntry): void {
    const device = this.#parts.deviceId() ?? ''
    const last = this.last()
    const goesOn = last !== null && last.device === device && !this.sent.isEnded(last.chain)
    this.#add(goesOn ? last : this.#begin(device, last), entry)
  }

  last(): Link | null {
    const sql = `SELECT ${COLUMNS} FROM audit ORDER BY seq DESC LIMIT 1`
    return (statement(this.#parts.db, sql).get() as Link | undefined) ?? null
  }

  /** Links of a chain behind a number, at most `limit`. */
  after(chain: string, number: number, limit: number): Link[] {
    const sql = `SELECT ${COLUMNS} FROM audit WHERE chain = ? AND number > ? ORDER BY number LIMIT ?`
    return statement(this.#parts.db, sql).all(chain, number, limit) as Link[]
  }

  /** The first entry tells where the chain before it ended; what of that the server never got goes on in this one. */
  #begin(device: string, last: Link | null): Head {
    const { clock, crypto } = this.#parts.ports
    const at = clock.now()
    const chain = crypto.sha256Hex(`${device}\n${clock.bootId}\n${clock.monotonic()}\n${at}\n${last?.hash ?? ''}`)
    let head: Head = { chain: chain.slice(0, 32), device, number: 0, hash: AUDIT_START }
    const before = last ?? this.#lastOfVersion1()
    if (before === null) return head
    const own = (action: string, detail: Record<string, unknown>) => ({
      ...{ at, actorId: null, action, subject: null, detail, reason: { by: 'system' } as const },
    })
    head = this.#add(head, own('audit.begin', { ...before, ...{ device: last?.device ?? null } }))
    for (const { number, hash, entry } of last ? this.after(last.chain, this.sent.upTo(last.chain), -1) : [])
      head = this.#add(head, own('audit.carried', { chain: last?.chain, number, hash, entry }))
    return head
  }

  /** Caches of version 1 had a chain of another form, which stays where it is. */
  #lastOfVersion1(): { seq: number; hash: string } | null {
    const sql = 'SELECT seq, hash FROM audit_v1 ORDER BY seq DESC LIMIT 1'
    return (statement(this.#parts.db, sql).get() as { seq: number; hash: string } | undefined) ?? null
  }

  #add(head: Head, entry: AuditEntry): Head {
    const { chain, device, hash: previous } = head
    const number = head.number + 1
    const text = entryText(chained(entry, { device, chain, seq: number }))
    const hash = linkHash(previous, text, this.#parts.ports.crypto.sha256Hex)
    const sql = 'INSERT INTO audit (chain, device, number, previous, hash, entry) VALUES (?, ?, ?, ?, ?, ?)'
    statement(this.#parts.db, sql).run(chain, device, number, previous, hash, text)
    return { chain, device, number, hash }
  }

  /** Recomputes every chain, and looks for what the server attested last about the newest. */
  verify(): AuditVerdict {
    const { db, ports } = this.#parts
    let [head, entries, seq]: [Head | null, number, number] = [null, 0, 0]
    for (const link of db.prepare(`SELECT ${COLUMNS} FROM audit ORDER BY seq`).iterate() as IterableIterator<Link>) {
      entries += 1
      const expected: Head =
        head?.chain === link.chain ? head : { chain: link.chain, device: link.device, number: 0, hash: AUDIT_START }
      const hash = linkHash(link.previous, link.entry, ports.crypto.sha256Hex)
      const fits = link.number === expected.number + 1 && link.previous === expected.hash && hash === link.hash
      if (!fits || link.seq !== seq + 1) return { ok: false, seq: link.seq, entries }
      head = { ...expected, number: link.number, hash }
      seq = link.seq
    }
    const attested = head && this.sent.anchor(head.chain)
    const held = attested && this.after(attested.chain, attested.seq - 1, 1)[0]
    return !attested || held?.hash === attested.hash ? { ok: true, entries } : { ok: false, seq: seq + 1, entries }
  }
}

type Head = Pick<Link, 'chain' | 'device' | 'number' | 'hash'>

const chained = (entry: AuditEntry, place: Pick<ChainedEntry, 'device' | 'chain' | 'seq'>): ChainedEntry => ({
  v: 1,
  ...place,
  at: Math.round(entry.at),
  actor: entry.actorId,
  behalf: entry.onBehalfOf ?? null,
  action: entry.action,
  subject: entry.subject,
  ward: entry.wardId ?? null,
  patients: [...new Set(entry.patientIds ?? [])],
  reason: entry.reason ?? null,
  // members that JSON leaves out are left out now: what is hashed must be what arrives
  detail: JSON.parse(canonicalJson(entry.detail)) as Record<string, unknown>,
})
