import type { AnyKind } from '../../../../src-shared/kernel/kind.ts'
import { StoreError, violated } from '../../store/failure.ts'
import type { Row, Stored } from '../../store/stored.ts'
import { type KindConstraints, uuidFields } from './constraints.ts'

const INT4 = 2 ** 31

/** A row as PostgreSQL would give it back. @throws StoreError where its columns cannot hold it */
export function asWritten(kind: AnyKind, { row, rev, scope }: Stored, { integers = [] }: KindConstraints): Stored {
  const refused = impossible(row)
  if (refused) throw cannotHold(refused)
  if (integers.some((field) => typeof row[field] === 'number' && !isInt4(row[field]))) throw cannotHold('22003')
  const kept = copied(row) as Row
  for (const field of uuidFieldsOf(kind)) {
    const value = kept[field]
    if (typeof value === 'string') kept[field] = value.toLowerCase()
  }
  return Object.freeze({ row: frozen(kept), rev, scope })
}

/** A key that is compared with text columns. */
export function requireSendable(values: readonly unknown[]): void {
  if (values.some((value) => typeof value === 'string' && value.includes('\0'))) throw cannotHold('22021')
}

/** Neither the writer nor a reader can change what is kept. */
export const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

export function frozen<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value
  for (const each of Object.values(value)) frozen(each)
  return Object.freeze(value)
}

const cannotHold = (code: string) => new StoreError(violated('INPUT_INVALID', `database refused it with ${code}`))
const isInt4 = (value: number) => value >= -INT4 && value < INT4

/** PostgreSQL's code for the first text that jsonb refuses: a zero byte, half a surrogate pair. */
function impossible(value: unknown): '22P05' | '22P02' | null {
  if (typeof value === 'string') return value.includes('\0') ? '22P05' : /\p{Surrogate}/u.test(value) ? '22P02' : null
  if (value === null || typeof value !== 'object') return null
  for (const each of Object.values(value)) {
    const found = impossible(each)
    if (found) return found
  }
  return null
}

const known = new WeakMap<AnyKind, string[]>()
function uuidFieldsOf(kind: AnyKind): string[] {
  const fields = known.get(kind) ?? uuidFields(kind)
  known.set(kind, fields)
  return fields
}
