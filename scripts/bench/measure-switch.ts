import { DEMO_PASSWORD, DEMO_STAFF } from '../../server/demo/hospital.ts'
import { seatAt, steadyTimeOf } from '../../src-main/app/seat-at.ts'
import { realPorts } from '../../src-main/platform/ports.ts'
import type { Station } from '../../src-main/platform/station.ts'
import { type Sample, sampleOf } from './stats.ts'

const PEOPLE = DEMO_STAFF.slice(0, 2)

/**
 * Sign-ins with the password at the server, then two people who take over from each other by PIN, until the main process
 * has answered. Their shifts have begun afterwards.
 */
export async function measureSwitch(station: Station, count: number): Promise<{ signIn: Sample; switched: Sample }> {
  const ports = realPorts()
  const now = Date.now
  const seat = seatAt(station, ports, { now, steadyNow: steadyTimeOf(station, ports, now) })
  const signIn = await timed(Math.ceil(count / 4), (username) => seat.signIn(username, DEMO_PASSWORD))
  const switched = await timed(count, (username, pin) => seat.switchUser(username, pin))
  seat.leave()
  return { signIn, switched }
}

async function timed(count: number, work: (username: string, pin: string) => Promise<unknown>): Promise<Sample> {
  const times: number[] = []
  for (let i = -2; i < count; i++) {
    const { username, pin } = PEOPLE[Math.abs(i) % PEOPLE.length] as (typeof PEOPLE)[number]
    const started = performance.now()
    await work(username, pin)
    if (i >= 0) times.push(performance.now() - started)
  }
  return sampleOf(times)
}
