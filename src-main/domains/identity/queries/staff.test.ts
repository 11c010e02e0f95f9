import { beforeEach, expect, it } from 'vitest'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { HOUR, MORNING, NURSE, type WardCache, wardCache } from '../../../app/testing/cache.ts'
import { listStaff, staffDirectory, staffName } from './staff.ts'

let cache: WardCache
beforeEach(() => {
  cache = wardCache()
  cache.user({ id: NURSE })
  cache.user({ id: testId(3), username: 'aruni', displayName: 'Aruni Jayawardena', roles: ['clinician'] })
  cache.user({ id: testId(4), username: 'gone', displayName: 'Gone Away', active: false })
  cache.pin({ id: testId(60), userId: NURSE, verifier: '$argon2id$x' })
})

it('given staff with and without PIN and one who left, then the list has who works here, by name', () => {
  expect(listStaff(cache.db, MORNING).map(({ displayName, hasPin }) => [displayName, hasPin])).toEqual([
    ['Aruni Jayawardena', false],
    ['Nimali Silva', true],
  ])
})

it('given the directory, then it finds by name and id, also who left, and holds the verifier', () => {
  const staff = staffDirectory(cache.db, () => MORNING)
  expect(staff.byUsername('nimali')).toMatchObject({ userId: NURSE, roles: ['nurse'], active: true })
  expect(staff.byId(testId(4))).toMatchObject({ active: false })
  expect(staff.byUsername('nobody')).toBeNull()
  expect([staff.pinOf(NURSE), staff.pinOf(testId(3))]).toEqual(['$argon2id$x', null])
})

it('given a role of a newer version, then the others still count', () => {
  cache.db.prepare('UPDATE identity_user SET roles = ? WHERE id = ?').run('["nurse","midwife"]', NURSE)
  expect(staffDirectory(cache.db, () => MORNING).byId(NURSE)?.roles).toEqual(['nurse'])
})

it('given a person who is not on the list, then the id stands for the name', () => {
  expect([staffName(cache.db, NURSE), staffName(cache.db, testId(99))]).toEqual([
    'Nimali Silva',
    `Unknown person (${testId(99).slice(-6)})`,
  ])
})

it('given a role for a time, then its owner is on the list while it lasts, with that role alone, and has no seat afterwards', () => {
  cache.grant({ id: testId(70), userId: testId(3), role: 'nurse', validUntil: MORNING + HOUR })
  const rolesAt = (now: number) => staffDirectory(cache.db, () => now).byId(testId(3))
  expect(rolesAt(MORNING)).toMatchObject({ roles: ['nurse'], active: true })
  expect(rolesAt(MORNING + HOUR)).toMatchObject({ roles: [], active: false })
  expect(listStaff(cache.db, MORNING + HOUR).map(({ displayName }) => displayName)).toEqual(['Nimali Silva'])
})
