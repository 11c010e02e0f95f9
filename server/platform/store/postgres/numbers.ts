import type { ServiceTx } from '../port.ts'
import type { Session } from './place.ts'

type Numbers = Pick<ServiceTx, 'takeNumbers' | 'beginBlock' | 'addLease'>

export const numberStatements = ({ client, schema, facilityId }: Session): Numbers => ({
  async takeNumbers(sequence, epoch, count) {
    const { rows } = await client.query<{ first: number }>(
      `UPDATE ${schema}.number_block SET next = next + $4
       WHERE facility_id = $1 AND sequence = $2 AND epoch = $3 RETURNING next - $4 AS first`,
      [facilityId, sequence, epoch, count],
    )
    return rows[0] ? Number(rows[0].first) : null
  },
  async beginBlock({ sequence, epoch, start, gap }) {
    await client.query(
      `INSERT INTO ${schema}.number_block (facility_id, sequence, epoch, position, next, lost_from, lost_to)
       SELECT $1, $2, $3, coalesce(max(position) + 1, 0), coalesce(max(next) + $5, $4),
         coalesce(max(next), $4), coalesce(max(next) + $5, $4)
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
})
