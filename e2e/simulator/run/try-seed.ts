import fc from 'fast-check'
import { anyHistory } from '../history/arbitrary.ts'
import type { History } from '../history/history.ts'
import { type Played, play } from '../history/play.ts'
import type { Setting } from '../history/world.ts'

export interface Failure {
  seed: number
  history: History
  breaches: readonly string[]
}

/** The history of a seed: always the same one. */
export function historyOf(seed: number): History {
  const [history] = fc.sample(anyHistory, { seed, numRuns: 1 })
  return history as History
}

/** Plays the history of a seed; what throws out of it is a breach as well. */
export async function trySeed(seed: number, setting: Setting): Promise<Played> {
  return tried(historyOf(seed), setting)
}

async function tried(history: History, setting: Setting): Promise<Played> {
  try {
    return await play(history, setting)
  } catch (error) {
    const breaches = [`the history broke off: ${error instanceof Error ? error.stack : error}`]
    return { breaches, digest: '', trace: [], saved: 0, refused: 0, events: 0, deaths: 0, final: null }
  }
}

/**
 * The smallest history found that fails as this one does (in the same words, up to the first colon), for a person to
 * read. Playing on until `limitMs` have passed.
 */
export async function shrink(seed: number, setting: Setting, limitMs: number): Promise<Failure | null> {
  let smallest: Failure | null = null
  let playing: Promise<unknown> = Promise.resolve()
  const property = fc.asyncProperty(anyHistory, async (history) => {
    const played = tried(history, setting)
    playing = played
    const { breaches } = await played
    const like = smallest === null ? breaches : breaches.filter((one) => kindOf(one) === kindOf(smallest?.breaches[0]))
    if (like.length > 0)
      smallest = { seed, history, breaches: [...like, ...breaches.filter((one) => !like.includes(one))] }
    return like.length === 0
  })
  await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: limitMs })
  // the check does not wait for the history that it interrupts, and its files must stay until it has ended
  await playing
  return smallest
}

const kindOf = (breach = '') => breach.slice(0, breach.indexOf(':'))
