import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { problemSchema } from '../../../src-shared/sync/protocol.ts'
import { forAdministrators } from '../auth/access.ts'
import type { Authority } from '../auth/authority.ts'
import { requireAdministrator } from '../auth/require.ts'
import { describe } from '../http/describe.ts'
import { validate } from '../http/validate.ts'
import type { StationLedger } from './ledger.ts'
import { stuckCounts, stuckOf } from './stuck.ts'

interface Parts {
  service: string
  pool: pg.Pool
  facilityId: string
  authority: Authority
  ledger: StationLedger
}

const MOST_ENTRIES = 200
const placeSchema = z.object({ deviceId: z.uuid() })
const number = z.number().nullable()
const stationsSchema = z.strictObject({
  service: z.string(),
  ver: z.int(),
  stations: z.array(
    z.strictObject({
      ...{ deviceId: z.uuid(), lastContactAt: z.int(), version: z.string().nullable(), cursor: number, queue: number },
      ...{ oldestUnsentAt: number, refused: number, mismatches: number, clockSkewMs: number, rebuilding: z.boolean() },
      ...{ rebuilt: z.string().nullable(), stuck: z.int() },
    }),
  ),
})
const stuckSchema = z.strictObject({
  service: z.string(),
  entries: z.array(
    z.strictObject({
      ...{ id: z.string(), commandId: z.string().nullable(), status: z.enum(['rejected', 'quarantined']) },
      ...{ problem: problemSchema.nullable(), name: z.string(), version: number, actorId: z.string().nullable() },
      ...{ occurredAt: number, receivedAt: z.int() },
    }),
  ),
})

/** How the workstations stand with one service, for administrators; alike for every service. */
export function fleetRoutes(app: FastifyInstance, parts: Parts): void {
  const { service, pool, facilityId, authority, ledger } = parts
  const base = `/v1/${service}/stations`

  app.get(
    base,
    describe(forAdministrators, { summary: 'How every workstation stands with the service', answer: stationsSchema }),
    async (request) => {
      await requireAdministrator(authority, request)
      const [states, stuck, ver] = await Promise.all([ledger.list(), stuckCounts(pool, facilityId), headOf(parts)])
      return { service, ver, stations: states.map((each) => ({ ...each, stuck: stuck.get(each.deviceId) ?? 0 })) }
    },
  )

  app.get(
    `${base}/:deviceId/stuck`,
    describe(forAdministrators, {
      summary: 'Entries of the workstation that were refused or kept aside, newest first, 200 at most',
      params: placeSchema,
      answer: stuckSchema,
    }),
    async (request) => {
      await requireAdministrator(authority, request)
      const { deviceId } = validate(placeSchema, request.params)
      return { service, entries: await stuckOf(pool, facilityId, deviceId, MOST_ENTRIES) }
    },
  )
}

async function headOf({ pool, facilityId }: Parts): Promise<number> {
  const { rows } = await pool.query<{ ver: number }>('SELECT ver FROM feed_counter WHERE facility_id = $1', [
    facilityId,
  ])
  return rows[0]?.ver ?? 0
}
