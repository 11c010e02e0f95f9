import type pg from 'pg'
import { ClusterError } from '../postgres/errors.ts'

/**
 * What a database knows of a service that is moved, in the database itself, so that no process that has not heard of it
 * works on the wrong one. At the old place: leaving (all goes on), fencing and fenced (nobody may enter), left. At the
 * new one: arriving, here. No row: it was never moved.
 */
export type PlaceState = 'leaving' | 'fencing' | 'fenced' | 'left' | 'arriving' | 'here'
export interface Place {
  state: PlaceState
  moveId: string
  /** The other end, without password. */
  other: string
  /** Whether the copy is whole, and only what has changed since is missing. */
  copied: boolean
  /** Of the schema, before it was fenced. */
  owner: string
}

type Queries = Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>

const CONTROL = `
  CREATE SCHEMA IF NOT EXISTS carecode_move;
  CREATE TABLE IF NOT EXISTS carecode_move.place (
    service text PRIMARY KEY, state text NOT NULL, move_id uuid NOT NULL, other text NOT NULL,
    copied boolean NOT NULL DEFAULT false, owner text NOT NULL DEFAULT '', at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE IF NOT EXISTS carecode_move.changed (
    n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, service text NOT NULL, table_name text NOT NULL,
    key text[] NOT NULL);`

export const makeControl = (client: Queries) => client.query(CONTROL)

export async function placeOf(client: Queries, service: string): Promise<Place | null> {
  const known = await client.query(`SELECT 1 WHERE to_regclass('carecode_move.place') IS NOT NULL`)
  if (known.rowCount === 0) return null
  const { rows } = await client.query<Place>(
    `SELECT state, move_id AS "moveId", other, copied, owner FROM carecode_move.place WHERE service = $1`,
    [service],
  )
  return rows[0] ?? null
}

export async function setPlace(client: Queries, service: string, place: Place): Promise<void> {
  await client.query(
    `INSERT INTO carecode_move.place (service, state, move_id, other, copied, owner) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (service) DO UPDATE SET state = excluded.state, move_id = excluded.move_id, other = excluded.other,
       copied = excluded.copied, owner = excluded.owner, at = now()`,
    [service, place.state, place.moveId, place.other, place.copied, place.owner],
  )
}

export const forgetPlace = (client: Queries, service: string) =>
  client.query('DELETE FROM carecode_move.place WHERE service = $1', [service])

/** Until the transaction ends: nobody is let in while the door is being closed. */
export const holdPlace = (client: Queries, service: string) =>
  client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`place ${service}`])

/** @throws ClusterError where the service has left this database, or has not arrived yet */
export async function requireHere(client: Queries, service: string): Promise<void> {
  const place = await placeOf(client, service)
  if (place === null || place.state === 'leaving' || place.state === 'here') return
  if (place.state === 'left')
    throw new ClusterError('SERVICE_MOVED', `${service} has left this database for ${place.other}.`)
  throw new ClusterError('SERVICE_MOVING', `${service} is being moved between this database and ${place.other}.`)
}
