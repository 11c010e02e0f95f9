import { NO_DEVICE, type ServiceTx } from '../port.ts'
import type { Session } from './place.ts'

type Numbers = Pick<ServiceTx, 'takeNumbers' | 'lastBlock' | 'beginBlock' | 'addLease' | 'returnRest' | 'lendRest'>

export const numberStatements = ({ client, schema, facilityId }: Session): Numbers => ({
  async takeNumbers(sequence, epoch, count) {
    const { rows } = await client.query<{ first: number }>(
      `UPDATE ${schema}.number_block SET next = next + $4
       WHERE facility_id = $1 AND sequence = $2 AND epoch = $3 RETURNING next - $4 AS first`,
      [facilityId, sequence, epoch, count],
    )
    return rows[0] ? Number(rows[0].first) : null
  },
  async lastBlock(sequence) {
    const { rows } = await client.query<{ epoch: string }>(
      `SELECT epoch FROM ${schema}.number_block WHERE facility_id = $1 AND sequence = $2 ORDER BY position DESC LIMIT 1`,
      [facilityId, sequence],
    )
    return rows[0]?.epoch ?? null
  },
  async beginBlock({ sequence, epoch, start, gap }) {
    await client.query(
      `INSERT INTO ${schema}.number_block (facility_id, sequence, epoch, position, next, lost_from, lost_to)
       SELECT $1, $2, $3, coalesce(max(position) + 1, 0), coalesce(max(next), $4) + $5,
         coalesce(max(next), $4), coalesce(max(next), $4) + $5
       FROM ${schema}.number_block WHERE facility_id = $1 AND sequence = $2
       ON CONFLICT DO NOTHING`,
      [facilityId, sequence, epoch, start, gap],
    )
  },
  async addLease({ sequence, first, last, deviceId, clientId, epoch, lentAt }) {
    await client.query(
      `INSERT INTO ${schema}.number_lease
        (facility_id, sequence, first, last, device_id, client_id, epoch, lent_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [facilityId, sequence, first, last, deviceId, clientId, epoch, lentAt],
    )
  },
  async returnRest({ sequence, first, last, deviceId, epoch }) {
    const { rowCount } = await client.query(
      `WITH old AS (
         SELECT first, client_id, lent_at FROM ${schema}.number_lease WHERE facility_id = $1 AND sequence = $2
           AND device_id = $5 AND epoch = $6 AND first <= $3 AND last = $4 FOR UPDATE),
       shortened AS (
         UPDATE ${schema}.number_lease l SET last = $3 - 1 FROM old
         WHERE l.facility_id = $1 AND l.sequence = $2 AND l.first = old.first AND old.first < $3),
       whole AS (
         UPDATE ${schema}.number_lease l SET device_id = '${NO_DEVICE}' FROM old
         WHERE l.facility_id = $1 AND l.sequence = $2 AND l.first = old.first AND old.first = $3),
       rest AS (
         INSERT INTO ${schema}.number_lease
           (facility_id, sequence, first, last, device_id, client_id, epoch, lent_at)
         SELECT $1, $2, $3, $4, '${NO_DEVICE}', client_id, $6, lent_at FROM old WHERE first < $3)
       SELECT FROM old`,
      [facilityId, sequence, first, last, deviceId, epoch],
    )
    return rowCount === 1
  },
  async lendRest({ sequence, deviceId, clientId, epoch, lentAt }) {
    const { rows } = await client.query<{ first: number; last: number }>(
      `UPDATE ${schema}.number_lease SET device_id = $4, client_id = $5, lent_at = $6
       WHERE facility_id = $1 AND sequence = $2 AND device_id = '${NO_DEVICE}' AND first = (
         SELECT min(first) FROM ${schema}.number_lease
         WHERE facility_id = $1 AND sequence = $2 AND epoch = $3 AND device_id = '${NO_DEVICE}')
       RETURNING first, last`,
      [facilityId, sequence, epoch, deviceId, clientId, lentAt],
    )
    return rows[0] ? { first: Number(rows[0].first), last: Number(rows[0].last) } : null
  },
})
