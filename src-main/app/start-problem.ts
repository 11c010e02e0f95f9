import { errorText } from '../../src-shared/domains/registry.ts'
import { fill, ProblemError } from '../../src-shared/kernel/errors.ts'

/** Why the workstation did not start, in words for whoever stands before it. */
export function startProblem(error: unknown): string {
  if (!(error instanceof ProblemError)) return error instanceof Error ? error.message : String(error)
  const { code, params } = error.problem
  const { cause, remedy } = errorText(code)
  return `${fill(cause, params)}\n${fill(remedy, params)}\n(${code})`
}
