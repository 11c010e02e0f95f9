import { describe, expect, it } from 'vitest'
import { applied, HOUR, MemoryStore, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { InboxItem } from '../inbox.ts'
import { User } from '../records.ts'
import { POLICY_DEFAULTS } from '../rules/policy.ts'
import { Badge, BreakGlass, Policy } from '../terminal-records.ts'
import { breakGlass } from './break-glass.ts'
import { reviewBreakGlass } from './review-break-glass.ts'
import { setBadge } from './set-badge.ts'
import { setPolicy } from './set-policy.ts'

const [KUMARI, NIMALI, ADMIN, KAMALA] = [20, 21, 22, 30].map(testId) as [string, string, string, string]
const hash = (text: string) => `$argon2id$v=19$m=19456,t=2,p=1$${text}`
const opening = {
  patientId: KAMALA,
  patientName: 'Perera Kamala',
  reason: 'emergency',
  note: 'Called to help',
} as const

function withStaff() {
  const store = new MemoryStore()
  for (const [id, username] of [
    [KUMARI, 'kumari'],
    [NIMALI, 'nimali'],
  ] as const)
    store.put(User, { id, username, displayName: username, roles: ['nurse'], active: true })
  return store
}

describe('the policy of terminals', () => {
  it('given one, when it is set again, then one row is left with the last word', () => {
    const store = new MemoryStore()
    applied(store.run(setPolicy, POLICY_DEFAULTS))
    applied(store.run(setPolicy, { ...POLICY_DEFAULTS, lockSeconds: 120 }))
    expect(store.all(Policy)).toEqual([{ id: testId(1), ...POLICY_DEFAULTS, lockSeconds: 120 }])
  })
  it('given a terminal that would never lock, a shift of a day or a lock before the cover, then it is refused', () => {
    const set = (change: object) => () => new MemoryStore().run(setPolicy, { ...POLICY_DEFAULTS, ...change })
    expect(set({ lockSeconds: 100_000 })).toThrow('at most')
    expect(set({ shiftHours: 24 })).toThrow('at most')
    expect(set({ lockSeconds: 30, blankSeconds: 60 })).toThrow('no sooner')
  })
})

describe('a badge', () => {
  it('given a colleague’s badge, when it is given to another, then it is refused until it was taken away', () => {
    const store = withStaff()
    applied(store.run(setBadge, { userId: KUMARI, codeHash: hash('a') }))
    expect(refusal(store.run(setBadge, { userId: NIMALI, codeHash: hash('a') }))).toBe('BADGE_TAKEN')
    applied(store.run(setBadge, { userId: KUMARI, codeHash: null }))
    applied(store.run(setBadge, { userId: NIMALI, codeHash: hash('a') }))
    expect(store.all(Badge).map(({ userId, codeHash }) => [userId, codeHash])).toEqual([
      [KUMARI, null],
      [NIMALI, hash('a')],
    ])
  })
})

describe('a chart that is opened without being one’s own', () => {
  it('given a reason, then it is open for the hours of the policy, and somebody is told to review it', () => {
    const store = withStaff()
    expect(applied(store.run(breakGlass, opening, { userId: KUMARI })).flags).toEqual(['BREAK_GLASS_REVIEW'])
    expect(store.all(BreakGlass)[0]).toMatchObject({ userId: KUMARI, patientId: KAMALA, until: MORNING + 4 * HOUR })
    applied(store.run(setPolicy, { ...POLICY_DEFAULTS, breakGlassHours: 1 }))
    applied(store.run(breakGlass, opening, { userId: KUMARI }))
    expect(store.all(BreakGlass)[0]).toMatchObject({ until: MORNING + HOUR })
  })
  it('given no word why, then it is not opened', () => {
    expect(() => withStaff().run(breakGlass, { ...opening, note: ' ' })).toThrow('Give a reason')
  })
  it('given it was reviewed, then the outcome stands, its item is closed, and there is no second word', () => {
    const store = withStaff()
    const { breakGlassId = '' } = applied(store.run(breakGlass, opening, { userId: KUMARI })).result
    store.put(InboxItem, itemOf(breakGlassId))
    const review = { breakGlassId, outcome: 'justified', note: 'She was on call' } as const
    expect(refusal(store.run(reviewBreakGlass, review, { userId: KUMARI }))).toBe('BREAK_GLASS_OWN')
    applied(store.run(reviewBreakGlass, review, { userId: ADMIN }))
    expect(store.get(BreakGlass, breakGlassId)).toMatchObject({ outcome: 'justified', reviewedBy: ADMIN })
    expect(store.get(InboxItem, breakGlassId)).toMatchObject({ state: 'closed', closings: [{ by: ADMIN }] })
    expect(refusal(store.run(reviewBreakGlass, review, { userId: ADMIN }))).toBe('BREAK_GLASS_REVIEWED')
    expect(refusal(store.run(reviewBreakGlass, { ...review, breakGlassId: testId(9) }))).toBe('BREAK_GLASS_UNKNOWN')
  })
})

const itemOf = (id: string) => ({
  ...{ id, commandId: id, commandName: 'identity.breakGlass', commandVersion: 1, cause: 'flagged' as const },
  ...{ problems: [{ code: 'BREAK_GLASS_REVIEW', params: {} }], sides: [], otherId: null },
  ...{ ownerRole: 'administrator' as const, raisedAt: MORNING, dueAt: MORNING + 72 * HOUR },
  ...{ subjectKind: 'patients.patient', subjectId: KAMALA, patientId: KAMALA, patientName: null },
  ...{ actorId: KUMARI, deviceId: testId(3), occurredAt: MORNING, payload: null, audience: 'staff' },
  ...{ state: 'open' as const, closings: [] },
})
