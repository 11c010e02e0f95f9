import { ProblemError } from '../../../src-shared/kernel/errors.ts'

/** The catalogue's code of a failure; INTERNAL where it has none. */
export const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.problem.code : 'INTERNAL')
