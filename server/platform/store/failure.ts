import type { Problem } from '../../../src-shared/kernel/errors.ts'

/**
 * conflict: another writer was faster, again may succeed. constraint: what is written is not allowed, or was not
 * allowed beside what another writer wrote meanwhile.
 */
export interface Failure {
  type: 'conflict' | 'constraint'
  problem: Problem
}

/** The store refuses, and the transaction is lost as a whole; any other error means that the store itself failed. */
export class StoreError extends Error implements Failure {
  readonly type: Failure['type']
  readonly problem: Problem
  constructor({ type, problem }: Failure, options?: ErrorOptions) {
    super(`${problem.code} ${problem.params.detail ?? ''}`.trim(), options)
    this.name = 'StoreError'
    this.type = type
    this.problem = problem
  }
}

/** A row was not as it was read; the caller runs again. */
export class Conflict extends StoreError {
  constructor(message: string, options?: ErrorOptions) {
    super(ROW_CHANGED, options)
    this.name = 'Conflict'
    this.message = message
  }
}

const ROW_CHANGED: Failure = { type: 'conflict', problem: { code: 'ROW_CHANGED', params: {} } }

/** Null: not the store's refusal. */
export const failureOf = (error: unknown): StoreError | null => (error instanceof StoreError ? error : null)

/** A constraint by its name; never the value itself: it may be a patient's. */
export const violated = (code: 'DUPLICATE_VALUE' | 'INPUT_INVALID', detail: string): Failure => ({
  type: 'constraint',
  problem: { code, params: { detail } },
})
