import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type Ground, lostOf } from './acts.ts'
import { crowd, type Moment, type Seated } from './crowd.ts'
import type { Hospital } from './hospital.ts'

export interface Kill {
  what: string
  requests: number
  /** Answered with anything but what was asked for, or not at all. */
  failed: number
  /** From the kill to the first good answer that this part is needed for, ms. */
  recovery: number
  /** Requests to other services meanwhile, and how many of them failed. */
  others: { requests: number; failed: number }
  /** Acknowledged and not there afterwards. */
  lost: number
}

/** What systemd waits before it starts a service again (`RestartSec` of `deploy/systemd`). */
const RESTART_MS = 1_000
const SETTLE_MS = 3_000

/** kill -9 of one part under the load of everybody, and what became of it. */
export async function killUnderLoad(
  hospital: Hospital,
  people: readonly Seated[],
  ground: Ground,
  { what, ms }: { what: string; ms: number },
): Promise<Kill> {
  let killedAt = Number.POSITIVE_INFINITY
  const began = performance.now()
  const running = crowd(people, ground, { ms, think: { least: 100, most: 300 } })
  await pause(SETTLE_MS)
  killedAt = performance.now() - began
  await end(hospital, what)
  const moments = await running
  const after = moments.filter(({ at, ms: took }) => at + took > killedAt)
  const own = after.filter(({ service }) => needs(what, service))
  const others = after.filter(({ service }) => !needs(what, service))
  const failures = (all: readonly Moment[]) => all.filter(({ status }) => status !== 200).length
  const worked = own.filter(({ at, status }) => at > killedAt && status === 200)
  const lastFailure = Math.max(
    killedAt,
    ...own.filter(({ status }) => status !== 200).map(({ at, ms: took }) => at + took),
  )
  const back = worked.map(({ at, ms: took }) => at + took).filter((done) => done >= lastFailure)
  return {
    ...{ what, requests: moments.length, failed: failures(moments), lost: await lostOf(hospital, moments) },
    recovery: Math.min(...back) - killedAt,
    others: { requests: others.length, failed: failures(others) },
  }
}

const EVERYTHING = ['gateway', 'database', 'identity']
const needs = (what: string, service: string) => EVERYTHING.includes(what) || service === what

async function end(hospital: Hospital, what: string): Promise<void> {
  if (what === 'database') {
    // it is supervised, and comes back by itself
    process.kill(postmasterOf(process.pid), 'SIGKILL')
    return
  }
  if (what === 'gateway') {
    await hospital.gateway.kill()
    await pause(RESTART_MS)
    await hospital.startGateway()
    return
  }
  const part = hospital.part(what)
  await part.kill()
  hospital.forget(what, part)
  await pause(RESTART_MS)
  await hospital.start(what)
}

/** The process of PostgreSQL that this process has started. */
function postmasterOf(parent: number): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const above = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      if (above === parent && /^\d+ \(postgres\)/.test(stat)) return Number(name)
    } catch {
      // it has ended meanwhile
    }
  }
  throw new Error('there is no database to kill: it runs below another process')
}
