import type pg from 'pg'
import { chartWards, type GrantTimes, rolesAt, rolesOf } from '../../../src-shared/domains/identity/index.ts'
import type { Role } from '../../../src-shared/kernel/actor.ts'
import type { Authorised } from '../../../src-shared/kernel/authorise.ts'

interface PersonRow {
  roles: Role[]
  active: boolean
  grants: GrantTimes[] | null
  opened: string[] | null
  listed: string[] | null
  /** The last moment before and the first one after at which a chart was opened or closed again. */
  edges: { before: number | null; after: number | null }
}

const PERSON = `SELECT u.roles, u.active,
    (SELECT json_agg(json_build_object('role', g.role, 'wardId', g.ward_id, 'validFrom', g.valid_from,
        'validUntil', g.valid_until, 'endedAt', g.ended_at, 'forCause', g.for_cause) ORDER BY g.id)
      FROM role_grant g WHERE g.facility_id = u.facility_id AND g.user_id = u.id) AS grants,
    (SELECT json_agg(b.patient_id) FROM break_glass b WHERE b.facility_id = u.facility_id AND b.user_id = u.id
      AND b.opened_at <= $3 AND b.until > $3) AS opened,
    (SELECT a.wards FROM chart_access a WHERE a.facility_id = u.facility_id AND a.id = u.id) AS listed,
    (SELECT json_build_object('before', max(t) FILTER (WHERE t <= $3), 'after', min(t) FILTER (WHERE t > $3))
      FROM break_glass b, LATERAL (VALUES (b.opened_at), (b.until)) AS v (t)
      WHERE b.facility_id = u.facility_id AND b.user_id = u.id) AS edges
  FROM "user" u WHERE u.facility_id = $1 AND u.id = $2`

/**
 * Who a person was at a moment, by the hospital's records. Without any role then: what she did is judged as not allowed;
 * null where nobody knows her, or she left before there were grants.
 */
export async function personAt(
  pool: pg.Pool,
  facilityId: string,
  userId: string,
  at: number,
): Promise<Authorised | null> {
  const { rows } = await pool.query<PersonRow>(PERSON, [facilityId, userId, at])
  const [user] = rows
  if (!user) return null
  const grants = user.grants ?? []
  if (!user.active && grants.length === 0) return null
  const roles = rolesAt(user, grants, at)
  const rights = { roles, opened: user.opened ?? [] }
  const steady = steadyAround(at, grants, user.edges)
  return { userId, roles: rolesOf(roles), rights, charts: chartWards(roles, user.listed), steady }
}

/** Between these moments nothing of a person changes. */
function steadyAround(at: number, grants: readonly GrantTimes[], { before, after }: PersonRow['edges']) {
  const edges = [
    ...grants.flatMap(({ validFrom, validUntil, endedAt }) => [validFrom, validUntil, endedAt]),
    before,
    after,
  ]
  const times = edges.filter((time) => time !== null)
  const [past, ahead] = [times.filter((time) => time <= at), times.filter((time) => time > at)]
  return [Math.max(0, ...past), Math.min(Number.MAX_SAFE_INTEGER, ...ahead)] as const
}
