import type pg from 'pg'
import type { ClientCursor, FeedKeeping, FeedMark, FeedState } from '../port.ts'
import type { Place } from './place.ts'

type Reading = <T>(work: (place: Place) => Promise<T>) => Promise<T>

/** Every call is one statement, and so a transaction. */
export const feedKeeping = (read: Reading, pool: pg.Pool): FeedKeeping => ({
  feedState: () => read((place) => feedState(place, pool)),
  noteFeed: (note) => read((place) => noteFeed(place, pool, note)),
  raiseHorizon: (ver) => read((place) => raiseHorizon(place, pool, ver)),
  dropFeed: (limit) => read((place) => dropFeed(place, pool, limit)),
  scopes: () => read((place) => scopesOf(place, pool)),
})

async function feedState({ schema, facilityId }: Place, pool: pg.Pool): Promise<FeedState> {
  const { rows } = await pool.query<FeedState>(
    `SELECT coalesce((SELECT ver FROM ${schema}.feed_counter WHERE facility_id = $1), 0)::float8 AS head,
      coalesce((SELECT ver FROM ${schema}.feed_horizon WHERE facility_id = $1), 0)::float8 AS horizon,
      coalesce((SELECT json_agg(json_build_object('ver', ver, 'at', at)) FROM ${schema}.feed_mark
        WHERE facility_id = $1), '[]') AS marks,
      coalesce((SELECT json_agg(json_build_object('clientId', client_id, 'cursor', cursor, 'at', at))
        FROM ${schema}.feed_reader WHERE facility_id = $1), '[]') AS cursors`,
    [facilityId],
  )
  return rows[0] as FeedState
}

async function noteFeed(
  { schema, facilityId }: Place,
  pool: pg.Pool,
  note: FeedMark & { cursors: readonly ClientCursor[]; forget: number },
): Promise<void> {
  await pool.query(
    `WITH marked AS (
      INSERT INTO ${schema}.feed_mark (facility_id, ver, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING),
    forgotten AS (
      DELETE FROM ${schema}.feed_reader WHERE facility_id = $1 AND at < $4 AND client_id <> ALL($5::uuid[]))
    INSERT INTO ${schema}.feed_reader AS r (facility_id, client_id, cursor, at)
    SELECT $1, c.id, c.cursor, c.at FROM unnest($5::uuid[], $6::bigint[], $7::bigint[]) AS c(id, cursor, at)
    ON CONFLICT (facility_id, client_id) DO UPDATE SET cursor = excluded.cursor, at = excluded.at`,
    [
      ...[facilityId, note.ver, note.at, note.forget],
      note.cursors.map(({ clientId }) => clientId),
      note.cursors.map(({ cursor }) => cursor),
      note.cursors.map(({ at }) => at),
    ],
  )
}

async function raiseHorizon({ schema, facilityId }: Place, pool: pg.Pool, ver: number): Promise<void> {
  await pool.query(
    `WITH passed AS (DELETE FROM ${schema}.feed_mark WHERE facility_id = $1 AND ver < $2)
    INSERT INTO ${schema}.feed_horizon AS h (facility_id, ver) VALUES ($1, $2)
    ON CONFLICT (facility_id) DO UPDATE SET ver = greatest(h.ver, excluded.ver)`,
    [facilityId, ver],
  )
}

async function dropFeed({ schema, facilityId }: Place, pool: pg.Pool, limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM ${schema}.feed WHERE facility_id = $1 AND (ver, seq) IN (
      SELECT ver, seq FROM ${schema}.feed WHERE facility_id = $1
        AND ver <= (SELECT ver FROM ${schema}.feed_horizon WHERE facility_id = $1)
      ORDER BY ver, seq LIMIT $2)`,
    [facilityId, limit],
  )
  return rowCount ?? 0
}

async function scopesOf({ schema, facilityId }: Place, pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ scope: string }>(
    `SELECT scope FROM ${schema}.feed_scope WHERE facility_id = $1 ORDER BY scope`,
    [facilityId],
  )
  return rows.map(({ scope }) => scope)
}
