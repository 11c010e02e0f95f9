import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import { translated } from '../sqlite/database.ts'

/** A failure in words for a person. */
export function noticeOf(failure: unknown): Problem {
  const error = translated(failure)
  if (error instanceof ProblemError) return error.problem
  return { code: 'INTERNAL', params: { reference: error instanceof Error ? error.message : '' } }
}

/**
 * Work that is done again and again and must not end what calls it: a failure is told, once until it succeeds or fails
 * otherwise.
 */
export function toldOnce(work: () => void, tell: (notice: Problem) => void): () => void {
  let told = ''
  return () => {
    try {
      work()
      told = ''
    } catch (error) {
      const notice = noticeOf(error)
      const text = JSON.stringify(notice)
      if (text !== told) tell(notice)
      told = text
    }
  }
}
