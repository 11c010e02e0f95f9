import { readdirSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { shrink, trySeed } from './run/try-seed.ts'
import { openSetting } from './setting.ts'

const setting = await openSetting()
afterAll(setting.close)

it('Given a seed, when it is played twice, then everything happens alike', async () => {
  const [first, again] = [await trySeed(7, setting.free(true)), await trySeed(7, setting.free(true))]
  expect(again.trace).toEqual(first.trace)
  expect(again.digest).toBe(first.digest)
  expect(again.final).toEqual(first.final)
})

it('Given another seed, then something else happens', async () => {
  const digests = [(await trySeed(8, setting.free())).digest, (await trySeed(9, setting.free())).digest]
  expect(digests[0]).not.toBe(digests[1])
})

it('Given some histories, then everything holds in each, and they are no idle ones', async () => {
  let [saved, deaths] = [0, 0]
  for (let seed = 100; seed < 115; seed++) {
    const played = await trySeed(seed, setting.free())
    expect({ seed, breaches: played.breaches }).toEqual({ seed, breaches: [] })
    saved += played.saved
    deaths += played.deaths
  }
  expect(saved).toBeGreaterThan(50)
  expect(deaths).toBeGreaterThan(3)
})

it('Given the time for a smaller history is up in the middle of one, then that one has ended before anything else', async () => {
  const parts = setting.free()
  expect(await shrink(7, parts, 1)).toBeNull()
  const left = readdirSync(parts.dir, { recursive: true }).filter((name) => String(name).includes('desk-'))
  expect(left).toEqual([])
})
