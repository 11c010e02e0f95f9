import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Ports } from '../ports.ts'
import type { Database } from '../sqlite/database.ts'
import type { Meta } from '../sqlite/meta.ts'
import { type Emitter, emitter } from '../store/emitter.ts'
import type { ReadAsset } from './assets.ts'
import { pdfOf } from './pdf.ts'
import { PrintJobs } from './print-jobs.ts'
import { cupsPrinter, type Run, realRun, systemPrinters } from './printers/cups.ts'
import { folderPrinter } from './printers/folder.ts'
import { failed, type Printer, type Rendering, unsure } from './printers/printer.ts'
import { zplSocketPrinter } from './printers/zpl-socket.ts'
import { startRaster } from './raster.ts'
import type { Measure, Paper, PaperKind } from './sheet.ts'
import { openTypeSetter, type TypeSetter } from './type-setter.ts'
import { zplOf } from './zpl.ts'

export interface PrintingParts {
  db: Database
  meta: Meta
  ports: Pick<Ports, 'clock'>
  read: ReadAsset
  newId(): string
  /** Where a workstation of a demonstration prints; null: it has real printers only. */
  folder: string | null
  run?: Run
}

const FOLDER = 'folder'
const TCP = /^tcp:\/\/([A-Za-z0-9.-]{1,253}):(\d{1,5})$/
const SYSTEM = /^(raw:)?([^\s/#]{1,127})$/
const settingOf = (kind: PaperKind) => `printer.${kind}`

/** What comes out of this workstation's printers. */
export class Printing {
  readonly jobs: PrintJobs
  /** Something about a job is different. */
  readonly changes: Emitter<null>
  readonly #parts: PrintingParts
  readonly #rendering: Rendering
  readonly #lines = new Map<string, Promise<void>>()
  readonly #stop = new AbortController()
  #type: Promise<TypeSetter> | undefined
  constructor(parts: PrintingParts) {
    this.#parts = parts
    this.jobs = new PrintJobs(parts.db, parts.ports.clock.now)
    this.changes = emitter<null>((error) => process.stderr.write(`printing: ${String(error)}\n`))
    this.#rendering = {
      pdf: async ({ sheets, name }) => pdfOf(sheets, name, parts.ports.clock.now(), await this.#setter()),
      zpl: async ({ sheets }) => {
        await startRaster(parts.read)
        return zplOf(sheets, await this.#setter())
      },
    }
  }

  /** Goes on with what was waiting when this workstation stopped. */
  start(): void {
    this.jobs.settleInterrupted()
    for (const { jobId, printer } of this.jobs.queued()) this.#enqueue(jobId, printer)
  }

  stop(): void {
    this.#stop.abort()
  }

  /** Widths as they will be printed, to lay out by. */
  async measure(): Promise<Measure> {
    return (await this.#setter()).measure
  }

  /** Durable when it returns. @throws ProblemError PRINT_NO_PRINTER, PRINT_NOTHING */
  add(paper: Paper, about: { patientIds: readonly string[]; madeBy: string }): { jobId: string; sheets: number } {
    if (paper.sheets.length === 0) throw new ProblemError('PRINT_NOTHING')
    const id = this.#parts.newId()
    const printer = this.#printerFor(paper.kind)
    this.jobs.add({ id, paper, printer, ...about })
    this.#enqueue(id, printer)
    return { jobId: id, sheets: paper.sheets.length }
  }

  /** @throws ProblemError PRINT_JOB_UNKNOWN, PRINT_NO_PRINTER */
  again(jobId: string, madeBy: string): void {
    const id = this.#parts.newId()
    const printer = this.#printerFor(this.jobs.paper(jobId).kind)
    this.jobs.again(id, jobId, printer, madeBy)
    this.#enqueue(id, printer)
  }

  cancel(jobId: string): void {
    this.jobs.cancel(jobId)
    this.changes.emit(null)
  }

  seen(jobId: string): void {
    this.jobs.seen(jobId)
    this.changes.emit(null)
  }

  /** Null: none is chosen. */
  chosen = (kind: PaperKind): string | null =>
    this.#parts.meta.get(settingOf(kind)) || (this.#parts.folder === null ? null : FOLDER)

  /** @throws ProblemError PRINT_PRINTER_UNKNOWN */
  choose(kind: PaperKind, printer: string | null): void {
    if (printer !== null && !this.#open(printer)) throw new ProblemError('PRINT_PRINTER_UNKNOWN')
    this.#parts.meta.set(settingOf(kind), printer ?? '')
    this.changes.emit(null)
  }

  async offered(): Promise<string[]> {
    const system = await systemPrinters(this.#parts.run ?? realRun)
    return [...(this.#parts.folder === null ? [] : [FOLDER]), ...system]
  }

  #printerFor(kind: PaperKind): string {
    const printer = this.chosen(kind)
    if (printer === null) throw new ProblemError('PRINT_NO_PRINTER')
    return printer
  }

  #setter(): Promise<TypeSetter> {
    this.#type ??= openTypeSetter(this.#parts.read)
    return this.#type
  }

  #open(printer: string): Printer | null {
    if (printer === FOLDER)
      return this.#parts.folder === null ? null : folderPrinter(this.#parts.folder, this.#rendering)
    const [, host, port] = TCP.exec(printer) ?? []
    if (host && port) return Number(port) < 65_536 ? zplSocketPrinter(host, Number(port), this.#rendering) : null
    const [, raw, name] = SYSTEM.exec(printer) ?? []
    // a name that begins so would be an option of the program
    if (!name || name.startsWith('-')) return null
    return cupsPrinter({ name, raw: raw !== undefined }, this.#rendering, this.#parts.run ?? realRun)
  }

  /** One after another at each printer; printers do not wait for one another. */
  #enqueue(jobId: string, printer: string): void {
    const line = (this.#lines.get(printer) ?? Promise.resolve()).then(() => this.#print(jobId, printer))
    this.#lines.set(
      printer,
      line.catch((error: unknown) => void process.stderr.write(`A print job failed: ${String(error)}\n`)),
    )
    this.changes.emit(null)
  }

  async #print(jobId: string, name: string): Promise<void> {
    const { signal } = this.#stop
    if (signal.aborted || !this.jobs.begin(jobId)) return
    this.changes.emit(null)
    const { kind, sheets } = this.jobs.paper(jobId)
    const printer = this.#open(name)
    const task = { name: `${kind}-${jobId}`, kind, sheets }
    const outcome = printer ? await printer.print(task, signal).catch(() => unsure) : failed('PRINT_PRINTER_UNKNOWN')
    // the database may be closed by now; the next start calls it unknown
    if (signal.aborted) return
    this.jobs.end(jobId, outcome)
    this.changes.emit(null)
  }
}
