import { describe, expect, it } from 'vitest'
import type { Rights } from '../../../kernel/authorise.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { HOUR, MORNING, testId } from '../../../testing/memory-store.ts'
import { counts, rolesAt, rolesOf } from './rights.ts'

const [W5, W7, KAMALA] = [5, 7, 30].map(testId) as [string, string, string]
const always = { role: 'nurse', wardId: null, validFrom: 0, validUntil: null, endedAt: null, forCause: false } as const

describe('whether a grant counts', () => {
  it.each([
    ['a moment before it begins', { validFrom: MORNING }, MORNING - 1, false],
    ['as it begins', { validFrom: MORNING }, MORNING, true],
    ['a moment before its end', { validUntil: MORNING }, MORNING - 1, true],
    ['at its end', { validUntil: MORNING }, MORNING, false],
    ['a moment before it was ended', { endedAt: MORNING }, MORNING - 1, true],
    ['as it was ended', { endedAt: MORNING }, MORNING, false],
    ['long before it was ended for cause', { endedAt: MORNING, forCause: true }, MORNING - HOUR, false],
    ['after it was ended for cause', { endedAt: MORNING, forCause: true }, MORNING + HOUR, false],
  ])('%s', (_when, change, at, expected) => {
    expect(counts({ ...always, ...change }, at)).toBe(expected)
  })
})

describe('the roles of a person', () => {
  const user = { roles: ['nurse', 'pharmacist'] as const }
  it('given no grants, then those of the record, on every ward', () => {
    expect(rolesAt(user, [], MORNING)).toEqual([
      { role: 'nurse', wardId: null },
      { role: 'pharmacist', wardId: null },
    ])
  })
  it('given grants, then the record counts no more, also where all of them are over', () => {
    expect(rolesAt(user, [{ ...always, wardId: W7 }], MORNING)).toEqual([{ role: 'nurse', wardId: W7 }])
    expect(rolesAt(user, [{ ...always, validUntil: MORNING }], MORNING)).toEqual([])
  })
  it('given the same role on two wards, then it is one role', () => {
    const rights = rolesAt(
      user,
      [5, 7].map((n) => ({ ...always, wardId: testId(n) })),
      MORNING,
    )
    expect(rolesOf(rights)).toEqual(['nurse'])
  })
})

describe('what somebody may do', () => {
  const on = (...wards: (string | null)[]): Rights => ({
    roles: wards.map((wardId) => ({ role: 'nurse' as const, wardId })),
    opened: [],
  })
  const at = (wardId: string) => ({ wardId, patientId: KAMALA })
  it('given none of the roles that it asks for, then it is refused', () => {
    expect(authorise(on(null), ['pharmacist'], [])).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(authorise({ roles: [], opened: [] }, ['nurse'], [])).toMatchObject({ code: 'NOT_ALLOWED' })
  })
  it('given the role on every ward, then everywhere', () => {
    expect(authorise(on(null), ['nurse'], [at(W5), at(W7)])).toBeNull()
  })
  it('given the role on one ward, then there, not on another, and not where another role counts', () => {
    expect(authorise(on(W7), ['nurse'], [at(W7)])).toBeNull()
    expect(authorise(on(W7), ['nurse'], [at(W7), at(W5)])).toEqual({ code: 'NOT_ON_WARD', params: { wardId: W5 } })
    const mixed: Rights = { roles: [...on(W7).roles, { role: 'clinician', wardId: W5 }], opened: [] }
    expect(authorise(mixed, ['nurse'], [at(W5)])).toMatchObject({ code: 'NOT_ON_WARD' })
  })
  it('given what belongs to no ward, then a role on any ward is enough', () => {
    expect(authorise(on(W7), ['nurse'], [])).toBeNull()
  })
  it('given a chart that is open to her with a reason, then she may write in it too', () => {
    expect(authorise({ ...on(W7), opened: [KAMALA] }, ['nurse'], [at(W5)])).toBeNull()
    expect(authorise({ ...on(W7), opened: [testId(31)] }, ['nurse'], [at(W5)])).toMatchObject({ code: 'NOT_ON_WARD' })
  })
})
