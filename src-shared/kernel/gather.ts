import type { AnyKind, RowOf, Scalar } from './kind.ts'

/**
 * What a command asks its store for. SQLite answers at once (no await inside a transaction, or another writer's pull
 * could join the nurse's); PostgreSQL is awaited. The same generator serves both.
 */
export type StoreRequest =
  | { op: 'get'; kind: AnyKind; id: string }
  | { op: 'list'; kind: AnyKind; index: string; key: readonly Scalar[] }

export type Gather<State> = Generator<StoreRequest, State, unknown>

/** The row with this id, or null. The store remembers its revision: a later put of it is a compare and set. */
export function* get<K extends AnyKind>(kind: K, id: string): Gather<RowOf<K> | null> {
  return (yield { op: 'get', kind, id }) as RowOf<K> | null
}

/** All rows whose declared index equals `key`, ordered by id. For small sets (the rows of one admission), not for lists. */
export function* list<K extends AnyKind>(kind: K, index: string, key: readonly Scalar[]): Gather<RowOf<K>[]> {
  return (yield { op: 'list', kind, index, key }) as RowOf<K>[]
}
