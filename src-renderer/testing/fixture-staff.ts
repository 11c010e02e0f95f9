import type { Role } from '../../src-shared/kernel/actor.ts'

export interface GrantLine {
  grantId: string | null
  role: Role
  wardId: string | null
  relationship: 'wardStaff' | 'covering' | 'consulting'
  validFrom: number | null
  validUntil: number | null
  endedAt: number | null
  forCause: boolean
  reason: string | null
  state: 'now' | 'ahead' | 'over'
}
export interface PersonLine {
  userId: string
  username: string
  displayName: string
  active: boolean
  hasPin: boolean
  hasBadge: boolean
  grants: GrantLine[]
}

const DAY = 24 * 3_600_000
const usual: Omit<GrantLine, 'grantId' | 'role'> = {
  ...{ wardId: null, relationship: 'wardStaff', validFrom: null, validUntil: null, endedAt: null },
  ...{ forCause: false, reason: null, state: 'now' },
}

interface Known {
  userId: string
  username: string
  displayName: string
  roles: Role[]
  hasPin: boolean
}

/** Who works in the fixture's hospital: by record, by ward, for a time, and gone. */
export function staffLines(staff: readonly Known[], wardId: string, now: number, rows: number | null): PersonLine[] {
  const lines = staff.map(({ roles, ...person }, n): PersonLine => {
    const role = roles[0] ?? 'nurse'
    const isByWard = n % 3 === 1 && role !== 'administrator'
    const own: GrantLine = isByWard ? { ...usual, grantId: `g${n}`, role, wardId } : { ...usual, grantId: null, role }
    const more: GrantLine[] = n === 1 ? changes(wardId, now) : []
    return { ...person, active: n !== staff.length - 1, hasBadge: n % 2 === 0, grants: [own, ...more] }
  })
  return rows === null
    ? lines
    : Array.from({ length: rows }, (_, n) => ({ ...(lines[n % lines.length] as PersonLine), userId: `${n}` }))
}

const changes = (wardId: string, now: number): GrantLine[] => [
  {
    ...{ ...usual, grantId: 'c1', role: 'clinician', wardId, relationship: 'covering' },
    ...{ validFrom: now - DAY, validUntil: now + 13 * DAY },
  },
  {
    ...{
      ...usual,
      grantId: 'c2',
      role: 'pharmacist',
      state: 'over',
      validFrom: now - 90 * DAY,
      endedAt: now - 40 * DAY,
    },
    ...{ forCause: true, reason: 'Stock was missing' },
  },
]
