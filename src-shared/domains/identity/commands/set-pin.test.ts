import { describe, expect, it } from 'vitest'
import { applied, MemoryStore, refusal, testId } from '../../../testing/memory-store.ts'
import { Pin, User } from '../records.ts'
import { setPin } from './set-pin.ts'

const userId = testId(20)
const verifier = (salt: string) => `$argon2id$v=19$m=19456,t=2,p=1$${salt}$hash`
function withNurse(active = true) {
  const store = new MemoryStore()
  store.put(User, { id: userId, username: 'kumari', displayName: 'Kumari', roles: ['nurse'], active })
  return store
}

describe('set a PIN', () => {
  it('given a PIN, when its owner sets another, then one row is left with the new one', () => {
    const store = withNurse()
    applied(store.run(setPin, { userId, verifier: verifier('a') }, { userId, roles: ['nurse'] }))
    applied(store.run(setPin, { userId, verifier: verifier('b') }, { userId, roles: ['nurse'] }))
    expect(store.all(Pin).map((pin) => pin.verifier)).toEqual([verifier('b')])
  })

  it('given a colleague, when they set it, then it is refused; an administrator may', () => {
    const store = withNurse()
    const input = { userId, verifier: verifier('a') }
    expect(refusal(store.run(setPin, input, { userId: testId(21), roles: ['nurse'] }))).toBe('PIN_NOT_OWN')
    expect(refusal(store.run(setPin, input, { userId: testId(22), roles: ['administrator'] }))).toBeNull()
  })

  it('given somebody who has left, when a PIN is set, then it is refused', () => {
    const decision = withNurse(false).run(setPin, { userId, verifier: verifier('a') }, { userId })
    expect(refusal(decision)).toBe('USER_UNKNOWN')
  })

  it('given a bare PIN, when sent, then the input is refused', () => {
    expect(() => withNurse().run(setPin, { userId, verifier: '1234' })).toThrow('not prepared')
  })
})
