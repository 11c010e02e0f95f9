import { expect, it } from 'vitest'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { remoteAuthority } from './remote.ts'
import type { Ask } from './verbs.ts'

const NURSE = testId(1)

/** Identity that has changed the nurse's roles at 1,000, and counts how often it is asked. */
function identity() {
  const asked: string[] = []
  let [now, left] = [5_000, false]
  const ask = (async (_service: string, _verb: string, { method, args }: { method: string; args: unknown[] }) => {
    asked.push(`${method} ${args.join(' ')}`)
    const at = Number(args[1])
    if (method === 'user') return { answer: left ? null : { userId: NURSE, roles: ['nurse'] } }
    if (method !== 'actor') throw new Error('away')
    const [roles, steady] = at < 1_000 ? [['clinician'], [0, 1_000]] : [['nurse'], [1_000, Number.MAX_SAFE_INTEGER]]
    return { answer: { userId: NURSE, roles, steady } }
  }) as unknown as Ask
  const wait = (ms: number) => {
    now += ms
  }
  const leave = () => {
    left = true
  }
  const authority = remoteAuthority(ask, () => now)
  return { authority, asked, wait, leave }
}

it('Given entries of many moments in which nothing of a person changed, then identity is asked once for them', async () => {
  const { authority, asked, wait } = identity()
  const rolesAt = async (at: number) => (await authority.actor(NURSE, at))?.roles
  for (let at = 4_000; at < 4_100; at++) expect(await rolesAt(at)).toEqual(['nurse'])
  expect(asked).toEqual([`actor ${NURSE} 4000`])
  // who she was before is another answer
  expect(await rolesAt(999)).toEqual(['clinician'])
  expect(await rolesAt(1_000)).toEqual(['nurse'])
  expect(asked).toEqual([`actor ${NURSE} 4000`, `actor ${NURSE} 999`])
  wait(1_001)
  await rolesAt(4_000)
  expect(asked).toHaveLength(3)
})

it('Given a token that ended, then it counts a second longer at the most', async () => {
  const { authority, asked, wait, leave } = identity()
  expect(await authority.user('token', NURSE)).not.toBeNull()
  leave()
  wait(999)
  expect(await authority.user('token', NURSE)).not.toBeNull()
  // the same token from another workstation is another question
  expect(await authority.user('token', null)).toBeNull()
  wait(1)
  expect(await authority.user('token', NURSE)).toBeNull()
  expect(asked).toHaveLength(3)
})

it('Given identity is away, then what it could not say is asked again', async () => {
  const { authority, asked } = identity()
  await expect(authority.device('a')).rejects.toThrow('away')
  await expect(authority.device('a')).rejects.toThrow('away')
  expect(asked).toHaveLength(2)
})
