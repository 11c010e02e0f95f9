import type { FeedKeeping } from '../../store/port.ts'
import { versionOf } from './record.ts'
import type { ModelTables } from './tables.ts'

const HORIZON = 'horizon'

export const horizonOf = ({ feedHorizon }: ModelTables): number => feedHorizon.values.get(HORIZON) ?? 0

/** Each call is one statement that nothing else can come between. */
export const feedKeeping = (
  tables: ModelTables,
  statement: <T>(at: string, work: () => T) => Promise<T>,
): FeedKeeping => ({
  feedState: () =>
    statement('feed state', () => ({
      head: versionOf(tables),
      horizon: horizonOf(tables),
      marks: [...tables.feedMark.values].map(([ver, at]) => ({ ver: Number(ver), at })),
      cursors: [...tables.feedReader.values.values()],
    })),
  noteFeed: ({ ver, at, cursors, forget }) =>
    statement('note feed', () => {
      const { feedMark, feedReader } = tables
      if (!feedMark.values.has(String(ver))) feedMark.values.set(String(ver), at)
      for (const [id, reader] of feedReader.values) if (reader.at < forget) feedReader.values.delete(id)
      for (const each of cursors) feedReader.values.set(each.clientId, { ...each })
    }),
  raiseHorizon: (ver) =>
    statement('raise horizon', () => {
      for (const mark of tables.feedMark.values.keys()) if (Number(mark) < ver) tables.feedMark.values.delete(mark)
      tables.feedHorizon.values.set(HORIZON, Math.max(ver, horizonOf(tables)))
    }),
  dropFeed: (limit) =>
    statement('drop feed', () => {
      const old = [...tables.feed.values].filter(([, { ver }]) => ver <= horizonOf(tables)).slice(0, limit)
      for (const [key] of old) tables.feed.values.delete(key)
      return old.length
    }),
  scopes: () => statement('scopes', () => [...tables.feedScope.values.keys()].sort()),
})
