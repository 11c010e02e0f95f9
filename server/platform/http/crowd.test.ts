import { describe, expect, it } from 'vitest'
import { Crowd } from './crowd.ts'

describe('the requests of one workstation', () => {
  it('Given as many as it may have, when one more comes, then it alone is turned away until another is answered', async () => {
    const crowd = new Crowd(2)
    const answers: (() => void)[] = []
    const slow = (who: string) => crowd.admit(who, () => new Promise<void>((resolve) => void answers.push(resolve)))
    const inside = [slow('a'), slow('a')]
    await expect(slow('a')).rejects.toThrow('TOO_MANY_REQUESTS')
    await crowd.admit('b', async () => undefined)
    answers[0]?.()
    await inside[0]
    await crowd.admit('a', async () => undefined)
    answers[1]?.()
    await inside[1]
  })

  it('Given requests that fail, then they take no place', async () => {
    const crowd = new Crowd(1)
    const failing = () => crowd.admit('a', async () => Promise.reject(new Error('broken')))
    await expect(failing()).rejects.toThrow('broken')
    await expect(failing()).rejects.toThrow('broken')
  })
})
