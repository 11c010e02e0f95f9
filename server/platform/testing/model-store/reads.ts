import type { AnyKind } from '../../../../src-shared/kernel/kind.ts'
import type { FeedEntry } from '../../../../src-shared/sync/protocol.ts'
import type { Counts, FeedPage, FeedQuery, SnapshotPage, SnapshotQuery } from '../../store/port.ts'
import { horizonOf } from './keeping.ts'
import { versionOf } from './record.ts'
import type { ModelTables } from './tables.ts'

/** `limit` entries and the rest of the version in which they end. */
function wholeVersions(entries: readonly FeedEntry[], limit: number): { entries: FeedEntry[]; bound: number | null } {
  const bound = entries[limit - 1]?.ver ?? null
  return { entries: bound === null ? [...entries] : entries.filter(({ ver }) => ver <= bound), bound }
}

export function feedPage(tables: ModelTables, query: FeedQuery): FeedPage {
  const scopes = new Set(query.scopes)
  const fresh = [...tables.feed.values.values()].filter(({ ver, scope }) => ver > query.cursor && scopes.has(scope))
  const { entries, bound } = wholeVersions(fresh, query.limit)
  const head = versionOf(tables)
  const sums = [...tables.feedScope.values].filter(([scope]) => scopes.has(scope))
  return {
    head,
    horizon: horizonOf(tables),
    ver: bound ?? head,
    entries,
    sums: sums.map(([scope, sum]) => ({ scope, ...sum })),
    lastNumbers: new Map(
      query.clientIds.flatMap((id) => {
        const client = tables.client.values.get(id.toLowerCase())
        return client ? [[id.toLowerCase(), client.lastNumber] as const] : []
      }),
    ),
  }
}

export function feedAfter(tables: ModelTables, after: number, limit: number) {
  const rest = [...tables.feed.values.values()].filter(({ ver }) => ver > after)
  return { horizon: horizonOf(tables), entries: wholeVersions(rest, limit).entries }
}

export function snapshotPage(
  tables: ModelTables,
  kinds: readonly AnyKind[],
  { scope, after, limit }: SnapshotQuery,
): SnapshotPage {
  const rows = kinds.flatMap((kind, i) => {
    const stored = [...tables.rowsOf(kind).values.values()].sort((a, b) => (a.row.id < b.row.id ? -1 : 1))
    const from = i === after.kind ? after.id : null
    return stored
      .filter((each) => i >= after.kind && each.scope === scope && (from === null || each.row.id > from))
      .map(({ row, rev }) => ({ kind: kind.name, id: row.id, rev, row }))
  })
  const total = tables.feedScope.values.get(scope)?.rows ?? 0
  return { at: versionOf(tables), rows: rows.slice(0, limit), total }
}

export function countsOf(tables: ModelTables): Counts {
  const kept = [...tables.keptCommand.values.values()]
  const of = (status: string) => kept.filter((each) => each.status === status).length
  return {
    ver: versionOf(tables),
    commands: tables.outcome.values.size,
    rejected: of('rejected'),
    quarantined: of('quarantined'),
    flagged: of('flagged'),
  }
}
