import { argon2id } from 'hash-wasm'
import { printingAt } from '../../../src-main/app/printing-at.ts'
import { createAppRouter } from '../../../src-main/app/router.ts'
import { seatAt, steadyTimeOf } from '../../../src-main/app/seat-at.ts'
import { badgeHash } from '../../../src-main/domains/identity/index.ts'
import { Notices } from '../../../src-main/platform/host/notices.ts'
import { assetsOfSources } from '../../../src-main/platform/printing/assets.ts'
import { Shifts } from '../../../src-main/platform/session/shifts.ts'
import { admit, BED_1, BED_2, endRig, makeRig, register, syncUp } from '../../../src-main/platform/sync/testing/rig.ts'
import { Badge, ChartAccess, Pin, User } from '../../../src-shared/domains/identity/index.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { type Result, repelled, succeeded } from '../attack.ts'
import type { Target } from '../run/target.ts'

export const [NIMALI, KUMARI] = [2, 4].map(testId) as [string, string]
export const PIN = '4711'
export const BADGE = 'KUMARI-7F3A9C'
export const HOUR = 3_600_000
export const MINUTE = 60_000

/**
 * A real workstation whose server is away, before the attacker's hands. Nimali works on its ward, Kumari on another. Time
 * is the attacker's: `time` passes, `clock` can be set wrong.
 */
export async function deskOf(target: Target) {
  const rig = makeRig()
  target.atEnd(() => endRig(rig))
  await seedPeople(rig)
  const clock = { wrongBy: 0 }
  const now = () => rig.time.now + clock.wrongBy
  const sit = () => {
    const { station, ports } = rig
    const steadyNow = steadyTimeOf(station, ports, now)
    const seat = seatAt(station, ports, { now, steadyNow })
    const host = { host: 'loopback', version: '1.0.0', profile: 'a' } as const
    const printing = printingAt(station, ports, { now, read: assetsOfSources(import.meta.url), folder: null })
    const router = createAppRouter({ station, printing, notices: new Notices(), now, steadyNow, localNow: now, host })
    return { seat, api: router.createCaller({ seat }) }
  }
  const desk = {
    ...sit(),
    rig,
    clock,
    as: (username: string) => desk.api.session.switchUser({ username, pin: PIN }),
    pass: (ms: number) => {
      rig.time.now += ms
    },
    /** Somebody touches it all the while. */
    async work(ms: number) {
      for (let passed = 0; passed < ms; passed += 2 * MINUTE) {
        desk.pass(2 * MINUTE)
        await desk.api.session.touch()
      }
    },
    restart() {
      rig.station.close()
      rig.station = rig.open()
      Object.assign(desk, sit())
    },
  }
  const shifts = new Shifts(rig.station.meta, () => rig.time.now)
  for (const userId of [NIMALI, KUMARI]) shifts.begin(userId)
  return desk
}
export type Desk = Awaited<ReturnType<typeof deskOf>>

async function seedPeople(rig: ReturnType<typeof makeRig>): Promise<void> {
  const cheap = { parallelism: 1, iterations: 1, memorySize: 64, hashLength: 16, outputType: 'encoded' } as const
  const verifier = await argon2id({ password: PIN, salt: new Uint8Array(16), ...cheap })
  const people = rig.server.of('identity')
  for (const [id, pin, username] of [
    [NIMALI, testId(60), 'nimali'],
    [KUMARI, testId(61), 'kumari'],
  ] as const) {
    people.put(User, { id, username, displayName: username, roles: ['nurse'], active: true } as never)
    people.put(Pin, { id: pin, userId: id, verifier } as never)
  }
  const codeHash = await badgeHash(BADGE, testId(1))
  people.put(Badge, { id: testId(80), userId: KUMARI, codeHash } as never)
  people.put(ChartAccess, { id: KUMARI, wards: [testId(702)] } as never)
  await syncUp(rig.station)
  rig.server.down = true
  await rig.station.sync.syncNow()
}

/** Two patients of the ward. */
export function patientsOf({ rig }: Desk) {
  const [one, two] = [register(rig.station), register(rig.station, 'Silva')]
  return [
    { patientId: one.patientId, admissionId: admit(rig.station, one, BED_1).admissionId },
    { patientId: two.patientId, admissionId: admit(rig.station, two, BED_2).admissionId },
  ] as const
}

export const entryOf = (patientId: string) => ({
  ...{ patientId, patientName: null, reason: 'emergency' as const, note: 'Called to help' },
})
export const subjectOf = (patientId: string) => ({
  ...{ name: 'identity.breakGlass', version: 1, input: entryOf(patientId) },
})

export async function breakGlass({ api }: Desk, patientId: string): Promise<void> {
  const { proofId } = await api.session.prove({ ...subjectOf(patientId), secret: { pin: PIN } })
  await api.identity.breakGlass({ entry: entryOf(patientId), proofId })
}

/** What became of it: the code of the refusal, or what the attacker has. */
export async function judged(attempt: () => unknown, evidence: string): Promise<Result> {
  try {
    await attempt()
  } catch (error) {
    const cause = error instanceof ProblemError ? error : (error as Error).cause
    if (cause instanceof ProblemError) return repelled(cause.problem.code)
    throw error
  }
  return succeeded(evidence)
}
