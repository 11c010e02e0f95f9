import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { failureOf } from '../store/failure.ts'

const TRIES = 5

/** Runs a transaction again where another one was faster. @throws ProblemError where that does not help */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const failure = failureOf(error)
      if (!failure) throw error
      if (tries >= TRIES) throw new ProblemError(failure.problem.code, failure.problem.params)
    }
  }
}
