import type pg from 'pg'
import { addRow, emptySum } from '../../../src-shared/sync/digest.ts'
import { scopeOfList } from './domain.ts'
import { FIRST_TAKEN_AT, idOf, idPrefixOf, NURSE, PADDED_NOTE, PATIENT_PREFIX } from './records.ts'

const CHUNK = 50_000
/** Records that one seeded feed version carries, as a push would. */
const PER_VERSION = 50

/**
 * Fills a list as pushes would have: rows, their feed and the scope's sum. Straight into the tables, since a million
 * records by commands would take most of the benchmark's time.
 */
export async function seedList(pool: pg.Pool, facilityId: string, list: string, rows: number): Promise<void> {
  for (let from = 0; from < rows; from += CHUNK)
    await seedChunk(pool, facilityId, list, from, Math.min(CHUNK, rows - from))
  const sum = emptySum()
  for (let i = 0; i < rows; i++) addRow(sum, 'bench.observation', idOf(list, i), 1, 1)
  await pool.query('INSERT INTO bench.feed_scope (facility_id, scope, "rows", a, b) VALUES ($1, $2, $3, $4, $5)', [
    facilityId,
    scopeOfList(list),
    sum.rows,
    sum.a,
    sum.b,
  ])
  await pool.query('ANALYZE bench.observation, bench.feed')
}

/** One statement, so that the counter, the rows and their feed are of one moment. */
async function seedChunk(pool: pg.Pool, facilityId: string, list: string, from: number, rows: number): Promise<void> {
  const versions = Math.ceil(rows / PER_VERSION)
  await pool.query(
    `WITH counter AS (
       INSERT INTO bench.feed_counter AS c (facility_id, ver) VALUES ($1::uuid, $5) ON CONFLICT (facility_id)
       DO UPDATE SET ver = c.ver + $5 RETURNING ver - $5 AS before),
     made AS (
       INSERT INTO bench.observation (facility_id, rev, scope, id, list, patient_id, taken_at, taken_by, status, pulse, systolic, count, note)
       SELECT $1, 1, $2, ($3 || lpad(to_hex(i), 12, '0'))::uuid, $4,
         ($8 || lpad(to_hex(i % 5000), 12, '0'))::uuid, $9 + i, $10, 'final', 60 + i % 40, 105 + i % 60, 0, $11
       FROM generate_series($6::bigint, $6::bigint + $7::bigint - 1) AS i RETURNING *)
     INSERT INTO bench.feed (facility_id, ver, seq, op, kind, id, rev, scope, "row")
     SELECT $1, counter.before + 1 + (m.taken_at - $9 - $6) / ${PER_VERSION}, ((m.taken_at - $9 - $6) % ${PER_VERSION})::int,
       'put', 'bench.observation', m.id, 1, $2, jsonb_build_object('id', m.id, 'list', m.list, 'patientId', m.patient_id,
       'takenAt', m.taken_at, 'takenBy', m.taken_by, 'status', m.status, 'pulse', m.pulse, 'systolic', m.systolic,
       'count', m.count, 'note', m.note)
     FROM made m, counter`,
    [
      ...[facilityId, scopeOfList(list), idPrefixOf(list), list, versions, from, rows],
      ...[PATIENT_PREFIX, FIRST_TAKEN_AT, NURSE, PADDED_NOTE],
    ],
  )
}
