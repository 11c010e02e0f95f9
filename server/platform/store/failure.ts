import type { Problem } from '../../../src-shared/kernel/errors.ts'

/** A row was not as it was read; the caller runs again. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
}

/**
 * conflict: another writer was faster, again may succeed. constraint: what is written is not allowed, or was not
 * allowed beside what another writer wrote meanwhile. Null: neither, the database itself failed.
 */
export interface Failure {
  type: 'conflict' | 'constraint'
  problem: Problem
}

const ROW_CHANGED: Failure = { type: 'conflict', problem: { code: 'ROW_CHANGED', params: {} } }

export function failureOf(error: unknown): Failure | null {
  if (error instanceof Conflict) return ROW_CHANGED
  const { code, constraint = '' } = error as { code?: unknown; constraint?: string }
  if (typeof code !== 'string') return null
  // serialisation, deadlock; a primary key means: somebody else made the same row
  if (code === '40001' || code === '40P01') return ROW_CHANGED
  if (code === '23505') return constraint.endsWith('_pkey') ? ROW_CHANGED : violated('DUPLICATE_VALUE', constraint)
  // other integrity violations, and values that the column cannot hold; never the value itself: it may be a patient's
  if (/^(22|23)/.test(code)) return violated('INPUT_INVALID', constraint || `database refused it with ${code}`)
  return null
}

/** A value that no column can hold, as a zero byte in a text: whoever sent it was wrong, not the database. */
export const isImpossibleValue = (error: unknown): boolean => /^22/.test(String((error as { code?: unknown }).code))

const violated = (code: string, detail: string): Failure => ({
  type: 'constraint',
  problem: { code, params: { detail } },
})
