import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { type Database, statement } from '../sqlite/database.ts'
import type { RowStore } from '../store/row-store.ts'
import type { Rebase } from '../sync/rebase.ts'

export interface RederiveParts {
  db: Database
  registry: Registry
  rows: RowStore
  rebase: Rebase
}

/**
 * Takes all local work off the rows and puts it on again, command by command in the order in which it was saved; what no
 * kept command explains is gone afterwards. Belongs into a transaction of the caller.
 * @returns kinds of the rows that may look different now
 */
export function rederive({ db, registry, rows, rebase }: RederiveParts): Set<string> {
  const kinds = new Set<string>()
  for (const { kind, id } of statement(db, 'SELECT kind, id FROM sync_base').all() as { kind: string; id: string }[]) {
    if (!rows.knows(kind)) continue
    rows.restore(kind, id)
    kinds.add(kind)
  }
  for (const { name } of registry.domains.flatMap((domain) => domain.kinds)) {
    if (rows.table(name).dropLocal() > 0) kinds.add(name)
  }
  const overlays = 'SELECT seq FROM outbox WHERE overlay = 1 ORDER BY seq'
  for (const { seq } of statement(db, overlays).all() as { seq: number }[]) {
    for (const kind of rebase.replay(seq)) kinds.add(kind)
  }
  return kinds
}
