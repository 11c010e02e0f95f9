import type { Child } from './calls.ts'
import { FAN, type Sizes } from './contender.ts'
import type { Ours } from './ours.ts'

/** Records of the list that everybody follows. */
const FOLLOWED = 50
/** Between two changes, ms: a nurse's hand is not faster. */
const REST_MS = 150

interface Touched {
  started: number
  count: number
}
export interface FanOut {
  /** From the entry at one client until the last of the others had it, ms; one of each change. */
  last: number[]
  /** Of every single client. */
  each: number[]
}

/** Two processes of many whole workstations each follow what one workstation enters. */
export async function fanOutOurs(ours: Ours, sizes: Sizes): Promise<FanOut> {
  await ours.server.call('seed', { list: FAN, rows: FOLLOWED })
  const writer = await ours.enrol('fan-writer', [FAN])
  const followers = [ours.child('followers-child.ts'), ours.child('followers-child.ts')]
  try {
    await writer.call('bootstrap')
    for (const follower of followers) {
      const codes = await ours.codes([FAN], sizes.followers / followers.length)
      await follower.call('follow', { url: ours.url, dir: ours.root, list: FAN, codes })
    }
    return await fanOut(writer, followers, sizes)
  } finally {
    await Promise.all([writer, ...followers].map((child) => child.stop()))
  }
}

/** `writer` changes the first record again and again; each change begins when everybody has the one before. */
export async function fanOut(writer: Child, followers: readonly Child[], sizes: Sizes): Promise<FanOut> {
  const found: FanOut = { last: [], each: [] }
  for (let n = 1; n <= sizes.touches * sizes.runs; n++) {
    const arriving = Promise.all(followers.map((follower) => follower.call<number[]>('arrivals', { count: n })))
    const { started } = await writer.call<Touched>('touch', { list: FAN })
    const times = (await arriving).flat().map((at) => at - started)
    found.last.push(Math.max(...times))
    found.each.push(...times)
    await new Promise((resolve) => setTimeout(resolve, REST_MS))
  }
  return found
}

export const seedFan = (server: Child) => server.call('seed', { list: FAN, rows: FOLLOWED })
