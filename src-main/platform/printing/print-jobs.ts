import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'
import type { PrintOutcome } from './printers/printer.ts'
import { type Paper, type PaperKind, reprinted } from './sheet.ts'

export type PrintState = 'queued' | 'sent' | 'acknowledged' | 'failed' | 'unknown' | 'cancelled'

export interface PrintJob {
  jobId: string
  kind: PaperKind
  printer: string
  sheets: number
  patientIds: string[]
  madeAt: number
  madeBy: string
  state: PrintState
  /** A code of the catalogue. */
  reason: string | null
  endedAt: number | null
  seen: boolean
  /** 0: it is no reprint. */
  reprint: number
}

export interface NewJob {
  id: string
  paper: Paper
  printer: string
  patientIds: readonly string[]
  madeBy: string
}

const DAY = 86_400_000
const KEPT_MS = 7 * DAY
const JOB = `id AS jobId, kind, printer, sheets, patient_ids AS patientIds, made_at AS madeAt, made_by AS madeBy, state,
  reason, ended_at AS endedAt, seen, reprint`
const MOST = 200

/** Print jobs of this workstation: they survive a crash, and none is printed a second time by itself. */
export class PrintJobs {
  readonly #db: Database
  readonly #now: () => number
  constructor(db: Database, now: () => number) {
    this.#db = db
    this.#now = now
  }

  add({ id, paper, printer, patientIds, madeBy }: NewJob, of: { jobId: string; reprint: number } | null = null): void {
    const sql = `INSERT INTO print_job (id, kind, printer, paper, sheets, patient_ids, made_at, made_by, state, reprint_of, reprint)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)`
    const about = [id, paper.kind, printer, JSON.stringify(paper), paper.sheets.length, JSON.stringify(patientIds)]
    const made = [this.#now(), madeBy, of?.jobId ?? null, of?.reprint ?? 0]
    immediate(this.#db, () => {
      this.#forgetOld()
      statement(this.#db, sql).run(...about, ...made)
    })
  }

  /** The same document as a new job that says which reprint it is. @throws ProblemError PRINT_JOB_UNKNOWN */
  again(id: string, jobId: string, printer: string, madeBy: string): void {
    immediate(this.#db, () => {
      const { reprint_of: first, patient_ids } = this.#cells(jobId)
      const original = first ?? jobId
      const sql = 'SELECT 1 + count(*) AS n FROM print_job WHERE reprint_of = ?'
      const { n } = statement(this.#db, sql).get(original) as { n: number }
      const paper = reprinted(this.paper(original), n)
      this.add({ id, paper, printer, patientIds: JSON.parse(patient_ids), madeBy }, { jobId: original, reprint: n })
      this.seen(jobId)
    })
  }

  paper = (jobId: string): Paper => JSON.parse(this.#cells(jobId).paper)

  /** @throws ProblemError PRINT_JOB_UNKNOWN, PRINT_NOT_QUEUED */
  cancel(jobId: string): void {
    const sql = `UPDATE print_job SET state = 'cancelled', ended_at = ? WHERE id = ? AND state = 'queued'`
    immediate(this.#db, () => {
      this.#cells(jobId)
      if (statement(this.#db, sql).run(this.#now(), jobId).changes === 0) throw new ProblemError('PRINT_NOT_QUEUED')
    })
  }

  seen(jobId: string): void {
    const sql = 'UPDATE print_job SET seen = 1 WHERE id = ?'
    immediate(this.#db, () => statement(this.#db, sql).run(jobId))
  }

  /** Before the printer is given anything: should this process die, nobody prints it again by itself. @returns false: cancelled */
  begin(jobId: string): boolean {
    const sql = `UPDATE print_job SET state = 'sent' WHERE id = ? AND state = 'queued'`
    return immediate(this.#db, () => statement(this.#db, sql).run(jobId).changes > 0)
  }

  end(jobId: string, outcome: PrintOutcome): void {
    const reason = 'reason' in outcome ? outcome.reason : null
    const sql = `UPDATE print_job SET state = ?, reason = ?, ended_at = ? WHERE id = ? AND state = 'sent'`
    immediate(this.#db, () => statement(this.#db, sql).run(outcome.state, reason, this.#now(), jobId))
  }

  /** At start: what a printer had been given when this workstation died. */
  settleInterrupted(): void {
    const sql = `UPDATE print_job SET state = 'unknown', reason = 'PRINT_UNSURE', ended_at = ? WHERE state = 'sent'`
    immediate(this.#db, () => {
      statement(this.#db, sql).run(this.#now())
      this.#forgetOld()
    })
  }

  queued = (): { jobId: string; printer: string }[] =>
    statement(
      this.#db,
      `SELECT id AS jobId, printer FROM print_job WHERE state = 'queued' ORDER BY made_at, id`,
    ).all() as {
      jobId: string
      printer: string
    }[]

  /** Newest first. */
  list(): PrintJob[] {
    const sql = `SELECT ${JOB} FROM print_job ORDER BY made_at DESC, id DESC LIMIT ${MOST}`
    type Cells = Omit<PrintJob, 'patientIds' | 'seen'> & { patientIds: string; seen: number }
    return (statement(this.#db, sql).all() as Cells[]).map((cells) => ({
      ...cells,
      patientIds: JSON.parse(cells.patientIds) as string[],
      seen: cells.seen === 1,
    }))
  }

  /** What is under way, and what failed and nobody has looked at. */
  counts(): { waiting: number; trouble: number } {
    const sql = `SELECT coalesce(sum(state IN ('queued', 'sent')), 0) AS waiting,
      coalesce(sum(state IN ('failed', 'unknown') AND seen = 0), 0) AS trouble FROM print_job`
    return statement(this.#db, sql).get() as { waiting: number; trouble: number }
  }

  /** Documents are patient data: they go when nobody needs a reprint any more. */
  #forgetOld(): void {
    statement(this.#db, 'DELETE FROM print_job WHERE ended_at < ?').run(this.#now() - KEPT_MS)
  }

  #cells(jobId: string): { paper: string; patient_ids: string; reprint_of: string | null } {
    const sql = 'SELECT paper, patient_ids, reprint_of FROM print_job WHERE id = ?'
    const cells = statement(this.#db, sql).get(jobId)
    if (!cells) throw new ProblemError('PRINT_JOB_UNKNOWN')
    return cells as { paper: string; patient_ids: string; reprint_of: string | null }
  }
}

/** Documents that speak of one of these patients. Joins the caller's transaction. */
export function removePrintsAbout(db: Database, ids: ReadonlySet<string>): void {
  const sql = `DELETE FROM print_job WHERE EXISTS (
    SELECT 1 FROM json_each(patient_ids) p JOIN json_each(?) gone ON gone.value = p.value)`
  statement(db, sql).run(JSON.stringify([...ids]))
}
