import { describe, expect, it } from 'vitest'
import { applied, MemoryStore, refusal, testId } from '../../../testing/memory-store.ts'
import { User } from '../records.ts'
import { addUser } from './add-user.ts'

const nurse = { username: ' Kumari.S ', displayName: 'Kumari Silva', roles: ['nurse', 'nurse'] as 'nurse'[] }

describe('add a user', () => {
  it('given a new name, when added, then the person is active and the name is small', () => {
    const store = new MemoryStore()
    const { result } = applied(store.run(addUser, nurse))
    const row = store.get(User, result.userId as string)
    expect(row).toMatchObject({ username: 'kumari.s', roles: ['nurse'], active: true })
  })

  it('given a name that somebody has, when added in other capitals, then it is refused', () => {
    const store = new MemoryStore()
    store.run(addUser, nurse)
    expect(refusal(store.run(addUser, { ...nurse, username: 'KUMARI.S' }))).toBe('USERNAME_EXISTS')
  })

  it('given a person who is there, when added again with the same id, then it is refused', () => {
    const store = new MemoryStore()
    store.run(addUser, { ...nurse, userId: testId(50) })
    expect(refusal(store.run(addUser, { ...nurse, username: 'other', userId: testId(50) }))).toBe('USER_EXISTS')
  })

  it('given no role or a name with blanks, when added, then the input is refused', () => {
    const store = new MemoryStore()
    expect(() => store.run(addUser, { ...nurse, roles: [] })).toThrow('at least one role')
    expect(() => store.run(addUser, { ...nurse, username: 'two words' })).toThrow('small letters')
  })
})
