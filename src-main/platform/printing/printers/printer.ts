import type { PaperKind, Sheet } from '../sheet.ts'

/** What is handed to a printer. `name`: of this job, without a patient's. */
export interface PrintTask {
  name: string
  kind: PaperKind
  sheets: readonly Sheet[]
}

/**
 * What became of it, as the printer says. failed: nothing has come out; unknown: it may have. `reason`: a code of the
 * catalogue.
 */
export type PrintOutcome = { state: 'acknowledged' } | { state: 'failed' | 'unknown'; reason: string }

export interface Printer {
  /** Never rejects for what a printer does. */
  print(task: PrintTask, signal: AbortSignal): Promise<PrintOutcome>
}

export const failed = (reason: string): PrintOutcome => ({ state: 'failed', reason })
export const unsure: PrintOutcome = { state: 'unknown', reason: 'PRINT_UNSURE' }
export const acknowledged: PrintOutcome = { state: 'acknowledged' }

/** A task as a printer's language has it. */
export interface Rendering {
  pdf(task: PrintTask): Promise<Uint8Array>
  zpl(task: PrintTask): Promise<string>
}
