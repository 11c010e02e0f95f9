import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { StationAsk } from '../../../src-shared/sync/station-report.ts'
import type { Rebuild } from './rebuild.ts'

/** Carries out what the server asks; what cannot be done is told once, and tried again with every pull. */
export function answerAsks(rebuild: Rebuild, services: readonly string[], onNotice: (notice: Problem) => void) {
  const told = new Set<string>()
  return (asks: readonly StationAsk[]): void => {
    for (const { id, kind } of asks) {
      if (kind !== 'rebuild') continue
      try {
        rebuild.begin(services, null, id)
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        if (!told.has(id)) onNotice(error.problem)
        told.add(id)
      }
    }
  }
}
