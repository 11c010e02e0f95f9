import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { Opened } from './queries/chart-access.ts'

/** Asked before anything of a chart leaves the main process. */
export interface ChartGate {
  /** @throws ProblemError BREAK_GLASS_NEEDED, with the patient's id and name */
  require(actor: Actor, patientId: string): void
  /** The actor's own opening of this chart, while it lasts. */
  opened(actor: Actor, patientId: string): Opened | null
}
