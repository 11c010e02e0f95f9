import type { Schema } from '../platform/database/open-schema.ts'
import { auditKey } from './epoch.ts'

/** Feed version and audit links of each service, as its database has them now. */
export async function versionsOf(schemas: ReadonlyMap<string, Schema>): Promise<Record<string, number>> {
  const versions: Record<string, number> = {}
  for (const [service, { pool }] of schemas) {
    const { rows } = await pool.query<{ ver: number; links: number }>(
      `SELECT coalesce((SELECT max(ver) FROM feed_counter), 0)::float8 AS ver,
        coalesce((SELECT sum(seq) FROM audit_head), 0)::float8 AS links`,
    )
    versions[service] = rows[0]?.ver ?? 0
    versions[auditKey(service)] = rows[0]?.links ?? 0
  }
  return versions
}
