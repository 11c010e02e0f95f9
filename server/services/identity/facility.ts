import type pg from 'pg'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import type { ServerPorts } from '../../platform/ports.ts'

export interface Facility {
  id: string
  name: string
  /** The hospital's zone; clinical times are shown in it whatever the machine is set to. */
  utcOffsetMinutes: number
}

/** The one hospital of this installation; made at the first start. */
export async function openFacility(pool: pg.Pool, ports: ServerPorts, fresh: Omit<Facility, 'id'>): Promise<Facility> {
  const id = uuidV7(ports.clock.now(), ports.random.bytes(10))
  await pool.query(
    `INSERT INTO facility (id, name, utc_offset_minutes) SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM facility)`,
    [id, fresh.name, fresh.utcOffsetMinutes],
  )
  const { rows } = await pool.query<{ id: string; name: string; utc_offset_minutes: number }>('SELECT * FROM facility')
  const row = rows[0]
  if (!row) throw new Error('no facility')
  return { id: row.id, name: row.name, utcOffsetMinutes: row.utc_offset_minutes }
}
