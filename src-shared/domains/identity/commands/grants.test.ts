import { beforeEach, describe, expect, it } from 'vitest'
import { applied, HOUR, MemoryStore, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { RoleGrant } from '../grant-records.ts'
import { User } from '../records.ts'
import { rolesAt, rolesOf } from '../rules/rights.ts'
import { changeUser } from './change-user.ts'
import { deactivateUser, reactivateUser } from './deactivate-user.ts'
import { endGrant } from './end-grant.ts'
import { grantRole } from './grant-role.ts'
import { setChartAccess } from './set-chart-access.ts'

const [ADMIN, NIMALI, KUMARI, W5, W7] = [22, 21, 20, 5, 7].map(testId) as [string, string, string, string, string]
const DAY = 24 * HOUR
const by = { userId: ADMIN }
let store: MemoryStore
beforeEach(() => {
  store = new MemoryStore()
  for (const [id, username, roles] of [
    [ADMIN, 'admin', ['administrator']],
    [NIMALI, 'nimali', ['nurse', 'pharmacist']],
    [KUMARI, 'kumari', ['nurse']],
  ] as const)
    store.put(User, { id, username, displayName: username, roles: [...roles], active: true })
})
const rolesOfAt = (userId: string, at: number) =>
  rolesOf(
    rolesAt(
      store.get(User, userId),
      store.all(RoleGrant).filter((each) => each.userId === userId),
      at,
    ),
  )
const give = (more: object = {}) => store.run(grantRole, { userId: KUMARI, role: 'clinician', ...more }, by)
const end = (more: object = {}) =>
  store.run(endGrant, { userId: KUMARI, role: 'nurse', forCause: false, reason: 'Moved away', ...more }, by)

describe('giving a role', () => {
  it('given somebody with the roles of her record, then those stay, and the new one counts from now', () => {
    applied(give({ wardId: W7 }))
    expect(rolesOfAt(KUMARI, MORNING)).toEqual(['nurse', 'clinician'])
    expect(rolesOfAt(KUMARI, MORNING - 1)).toEqual(['nurse'])
    expect(store.get(User, KUMARI).roles).toEqual(['nurse', 'clinician'])
    applied(give({ wardId: W5 }))
    expect(store.all(RoleGrant)).toHaveLength(3)
  })
  it('given a role for a time, then it counts in that time alone, and the record says what she is now', () => {
    const covering = { relationship: 'covering', validFrom: MORNING + HOUR, validUntil: MORNING + DAY } as const
    applied(give({ role: 'pharmacist', ...covering }))
    expect([MORNING, MORNING + HOUR, MORNING + DAY].map((at) => rolesOfAt(KUMARI, at))).toEqual([
      ['nurse'],
      ['nurse', 'pharmacist'],
      ['nurse'],
    ])
    expect(store.get(User, KUMARI).roles).toEqual(['nurse'])
  })
  it.each([
    ['somebody who covers, without an end', { relationship: 'covering' }, 'GRANT_NEEDS_END'],
    ['advice for ever', { relationship: 'consulting', validUntil: MORNING + 63 * DAY }, 'GRANT_NEEDS_END'],
    ['an end before the beginning', { validFrom: MORNING + DAY, validUntil: MORNING + HOUR }, 'GRANT_TIMES'],
    ['an end that is past', { validFrom: MORNING - DAY, validUntil: MORNING }, 'GRANT_TIMES'],
    ['a role that is there already', { role: 'nurse' }, 'GRANT_TWICE'],
    ['an administrator of one ward', { role: 'administrator', wardId: W7 }, 'GRANT_WHOLE_HOSPITAL'],
    ['oneself', { userId: ADMIN }, 'RIGHTS_OWN'],
    ['nobody', { userId: testId(99) }, 'USER_UNKNOWN'],
  ])('given %s, then it is refused', (_what, more, code) => {
    expect(refusal(give(more))).toBe(code)
    expect(store.all(RoleGrant)).toEqual([])
  })
})

describe('ending a role', () => {
  it('given one of the record, then it has ended and the others stay as they were', () => {
    applied(end({ userId: NIMALI }))
    expect(rolesOfAt(NIMALI, MORNING - 1)).toEqual(['nurse', 'pharmacist'])
    expect(rolesOfAt(NIMALI, MORNING)).toEqual(['pharmacist'])
    expect(store.get(User, NIMALI).roles).toEqual(['pharmacist'])
  })
  it('given one for cause, then what was done before counts no more either', () => {
    applied(end({ forCause: true, reason: 'Took morphine' }))
    expect(rolesOfAt(KUMARI, MORNING - DAY)).toEqual([])
    expect(store.all(RoleGrant)).toMatchObject([{ endedBy: ADMIN, forCause: true, reason: 'Took morphine' }])
  })
  it('given one that was given, then it is ended once', () => {
    const { grantId = '' } = applied(give({ wardId: W7 })).result
    applied(end({ grantId, role: 'clinician' }))
    expect(refusal(end({ grantId, role: 'clinician' }))).toBe('GRANT_UNKNOWN')
    expect(rolesOfAt(KUMARI, MORNING)).toEqual(['nurse'])
  })
  it('given oneself, or a role that she does not have, then it is refused', () => {
    expect(refusal(end({ userId: ADMIN, role: 'administrator' }))).toBe('RIGHTS_OWN')
    expect(refusal(end({ role: 'cashier' }))).toBe('GRANT_UNKNOWN')
  })
})

describe('people who come and go', () => {
  const leave = (userId: string, forCause = false) =>
    store.run(deactivateUser, { userId, forCause, reason: 'Retired' }, by)
  it('given somebody who leaves, then what she did before counts, nothing from now on, and coming back she has no role', () => {
    applied(leave(NIMALI))
    expect([MORNING - 1, MORNING].map((at) => rolesOfAt(NIMALI, at))).toEqual([['nurse', 'pharmacist'], []])
    expect(store.get(User, NIMALI).active).toBe(false)
    expect(refusal(leave(NIMALI))).toBe('USER_INACTIVE')
    expect(refusal(store.run(grantRole, { userId: NIMALI, role: 'nurse' }, by))).toBe('USER_UNKNOWN')
    applied(store.run(reactivateUser, { userId: NIMALI }, by))
    expect(rolesOfAt(NIMALI, MORNING + HOUR)).toEqual([])
    expect(refusal(store.run(reactivateUser, { userId: NIMALI }, by))).toBe('USER_ACTIVE')
  })
  it('given somebody dismissed for cause, then roles that had ended before count no more either', () => {
    applied(end({ userId: NIMALI }))
    applied(leave(NIMALI, true))
    expect(rolesOfAt(NIMALI, MORNING - 1)).toEqual([])
    const nurse = store.all(RoleGrant).find(({ role }) => role === 'nurse')
    expect(nurse).toMatchObject({ endedAt: MORNING, reason: 'Moved away', forCause: true })
  })
  it('given an administrator who covers for a week, then she ends nobody’s role who has it for good', () => {
    const covering = { relationship: 'covering', validFrom: MORNING, validUntil: MORNING + 7 * DAY } as const
    applied(give({ role: 'administrator', ...covering }))
    const herself = { userId: KUMARI }
    const why = { forCause: false, reason: 'Holiday' }
    const take = (userId: string) => store.run(endGrant, { userId, role: 'administrator', ...why }, herself)
    expect(refusal(take(ADMIN))).toBe('ADMINISTRATOR_FOR_A_TIME')
    expect(refusal(store.run(deactivateUser, { userId: ADMIN, ...why }, herself))).toBe('ADMINISTRATOR_FOR_A_TIME')
    applied(store.run(endGrant, { userId: NIMALI, role: 'nurse', ...why }, herself))
    expect(rolesOfAt(ADMIN, MORNING + 8 * DAY)).toEqual(['administrator'])
  })
  it('given an administrator whose own role has just ended, then she takes the last one’s no more', () => {
    applied(give({ role: 'administrator' }))
    applied(
      end({ grantId: store.all(RoleGrant).find(({ role }) => role === 'administrator')?.id, role: 'administrator' }),
    )
    const late = { userId: ADMIN, role: 'administrator', forCause: false, reason: 'Crossed' } as const
    expect(refusal(store.run(endGrant, late, { userId: KUMARI }))).toBe('ADMINISTRATOR_FOR_A_TIME')
  })
  it('given her own list of charts, then an administrator does not change it herself', () => {
    expect(refusal(store.run(setChartAccess, { userId: ADMIN, wards: [W5] }, by))).toBe('RIGHTS_OWN')
    applied(store.run(setChartAccess, { userId: KUMARI, wards: [W5] }, by))
  })
  it('given an administrator who would leave alone, then nobody takes herself out', () => {
    expect(refusal(leave(ADMIN))).toBe('RIGHTS_OWN')
  })
  it('given a name, then it is corrected; a sign-in name that another has is refused', () => {
    const names = { userId: KUMARI, username: 'Kumari.s', displayName: ' Kumari Silva ' }
    applied(store.run(changeUser, names, by))
    expect(store.get(User, KUMARI)).toMatchObject({ username: 'kumari.s', displayName: 'Kumari Silva' })
    expect(refusal(store.run(changeUser, { ...names, username: 'nimali' }, by))).toBe('USERNAME_EXISTS')
  })
})
