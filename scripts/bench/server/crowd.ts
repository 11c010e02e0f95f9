import { setTimeout as pause } from 'node:timers/promises'
import { type Sample, sampleOf } from '../stats.ts'
import { ACTS, type ActName, type Done, type Ground } from './acts.ts'
import type { Desk } from './desk.ts'

/** Who is there, and what each does again and again: five personas as in the load tests of OpenMRS. */
export const PERSONAS: readonly { username: string; share: number; acts: readonly ActName[] }[] = [
  { username: 'priyanka', share: 0.2, acts: ['id search', 'registration'] },
  { username: 'sivakumar', share: 0.2, acts: ['name search', 'id search'] },
  { username: 'nimali', share: 0.35, acts: ['vitals save'] },
  { username: 'dilani', share: 0.15, acts: ['id search', 'dispense'] },
  { username: 'suresh', share: 0.1, acts: ['id search', 'name search'] },
]
const THINK_MS = { least: 1_000, most: 3_000 }

export interface Seated {
  desk: Desk
  acts: readonly ActName[]
}
export interface Moment extends Done {
  act: ActName
  /** Milliseconds since the load began. */
  at: number
}

export const usernamesOf = (users: number): { username: string; acts: readonly ActName[] }[] =>
  PERSONAS.flatMap(({ username, share, acts }) =>
    Array.from({ length: Math.round(users * share) }, () => ({ username, acts })),
  )

/** Everybody acts, thinks, acts, until the time is up or `over`. */
export async function crowd(
  people: readonly Seated[],
  ground: Ground,
  { ms, think = THINK_MS }: { ms: number; think?: { least: number; most: number } },
): Promise<Moment[]> {
  const began = performance.now()
  const moments: Moment[] = []
  const wait = () => think.least + Math.random() * (think.most - think.least)
  await Promise.all(
    people.map(async ({ desk, acts }) => {
      // not all at the same moment
      await pause(Math.random() * think.most)
      for (let i = 0; performance.now() - began < ms; i++) {
        const act = acts[i % acts.length] as ActName
        const at = performance.now() - began
        moments.push({ ...(await ACTS[act](desk, ground)), act, at })
        await pause(wait())
      }
    }),
  )
  return moments
}

export function byAct(moments: readonly Moment[]): Map<ActName, { sample: Sample; failed: number }> {
  return new Map(
    (Object.keys(ACTS) as ActName[]).map((act) => {
      const own = moments.filter((moment) => moment.act === act)
      const good = own.filter(({ status }) => status === 200)
      return [act, { sample: sampleOf(good.map(({ ms }) => ms)), failed: own.length - good.length }] as const
    }),
  )
}
