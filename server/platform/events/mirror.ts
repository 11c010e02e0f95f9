import { isDeepStrictEqual } from 'node:util'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import type { FeedEntry } from '../../../src-shared/sync/protocol.ts'
import type { StoreTx } from '../store/store-tx.ts'

/**
 * Keeps rows of another service as they are there (`mirrorOf` made their kinds), the kinds in the order in which a foreign
 * key needs them. Of a row only the fields that this version knows are kept: a newer source may send more.
 */
export function mirror(source: string, kinds: readonly AnyKind[]) {
  return async (tx: StoreTx, entries: readonly FeedEntry[]): Promise<void> => {
    for (const kind of kinds) {
      const original = `${source}.${kind.name.slice(kind.name.indexOf('.') + 1)}`
      for (const entry of entries) {
        if (entry.kind !== original || entry.op !== 'put' || !entry.row) continue
        const next = known(kind, entry.row as Record<string, unknown>)
        const standing = await tx.get(kind, entry.id)
        if (!isDeepStrictEqual(standing, next)) tx.put(kind, next as never)
      }
    }
  }
}

const known = (kind: AnyKind, row: Record<string, unknown>) =>
  Object.fromEntries(kind.columns.map(({ field }) => [field, row[field]]))
