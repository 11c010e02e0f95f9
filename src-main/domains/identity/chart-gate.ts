import type { AuditReason } from '../../../src-shared/audit/entry.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { Opened } from './queries/chart-access.ts'

/** Asked before anything of a chart leaves the main process. */
export interface ChartGate {
  /** @throws ProblemError BREAK_GLASS_NEEDED, with the patient's id and name */
  require(actor: Actor, patientId: string): void
  /** The actor's own opening of this chart, while it lasts. */
  opened(actor: Actor, patientId: string): Opened | null
}

/** Under which reason the audit has a read of this chart; undefined: by the reader's roles. */
export function reasonFor(gate: ChartGate, actor: Actor, patientId: string): AuditReason | undefined {
  const opened = gate.opened(actor, patientId)
  return opened ? { by: 'breakGlass', code: opened.reason, id: opened.breakGlassId } : undefined
}
