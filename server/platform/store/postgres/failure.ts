import { Conflict, StoreError, violated } from '../failure.ts'

/** PostgreSQL's refusals in the port's words; every other error as it is. */
export function translated(error: unknown): unknown {
  if (error instanceof StoreError) return error
  const { code, constraint = '' } = (error ?? {}) as { code?: unknown; constraint?: string }
  if (typeof code !== 'string') return error
  // serialisation, deadlock; a primary key means: somebody else made the same row
  if (code === '40001' || code === '40P01') return new Conflict(code, { cause: error })
  if (code === '23505' && constraint.endsWith('_pkey')) return new Conflict(constraint, { cause: error })
  if (code === '23505') return new StoreError(violated('DUPLICATE_VALUE', constraint), { cause: error })
  // other integrity violations, and values that the column cannot hold
  if (!/^(22|23)/.test(code)) return error
  return new StoreError(violated('INPUT_INVALID', constraint || `database refused it with ${code}`), { cause: error })
}

/** A value that no column can hold, as a zero byte in a text: whoever sent it was wrong, not the database. */
export const isImpossibleValue = (error: unknown): boolean => /^22/.test(String((error as { code?: unknown }).code))
