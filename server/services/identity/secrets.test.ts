import { expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './secrets.ts'

it('Given an empty password, then it is a wrong one, not an error of the server', async () => {
  const hash = await hashPassword('correct horse')
  expect(await verifyPassword('', hash)).toBe(false)
  expect(await verifyPassword('correct horse', hash)).toBe(true)
})
