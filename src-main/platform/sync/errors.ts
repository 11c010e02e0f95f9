import { ProblemError } from '../../../src-shared/kernel/errors.ts'

/** The service was rebuilt or restored since the last contact. */
export class EpochChanged extends Error {
  readonly epoch: string
  constructor(epoch: string) {
    super('epoch changed')
    this.epoch = epoch
  }
}

export const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.problem.code : 'INTERNAL')
