import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { startTestServer } from '../../server/app/testing.ts'
import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { seedDemo } from '../../server/demo/seed-demo.ts'
import { HOUR, SealedWorkplace, until } from './sealed-workplace.ts'

const CANARY = 'Wijekanarienvogel'
let server: RunningServer
let dir: string
let desk: SealedWorkplace
beforeAll(async () => {
  server = await startTestServer('lease')
  await seedDemo(server)
  await server.consumersCaughtUp()
}, 120_000)
afterAll(() => server?.stop())
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-lease-'))
  desk = new SealedWorkplace(server, dir)
  await desk.start(['staff', 'reference', 'patient'])
  await until(
    () => desk.call.session.staff(),
    (staff) => staff.length > 0,
  )
  await until(() => existsSync(join(desk.profile, 'cache.lease')), Boolean, 40_000)
})
afterEach(() => {
  desk.stop()
  rmSync(dir, { recursive: true, force: true })
})

const register = (familyName: string) =>
  desk.call.patients.register({ familyName, givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' })
const atServer = async (familyName: string): Promise<number> => {
  const sql = 'SELECT count(*)::integer AS n FROM patient WHERE family_name = $1'
  const answer = await server.services.get('patients')?.pool.query<{ n: number }>(sql, [familyName])
  return answer?.rows[0]?.n ?? 0
}
const numbersCame = () =>
  until(
    () =>
      register('Probe').then(
        () => true,
        () => false,
      ),
    Boolean,
  )

it('given a lease that is over while the workstation is off, when it starts without the server, then nothing can be read, what was not sent goes out sealed as soon as it can, and counts once', async () => {
  await desk.signIn('nimali')
  await numbersCame()
  desk.away = true
  await register(CANARY)
  expect(desk.filesWith(CANARY)).toEqual([])
  desk.shift = 80 * HOUR
  await desk.restart()
  expect(await desk.call.lock.state()).toMatchObject({ problem: { code: 'LEASE_OVER' } })
  await expect(desk.call.session.staff()).rejects.toThrow()
  expect(existsSync(join(desk.profile, 'cache.lease'))).toBe(false)
  // the server is back: it opens by itself, and sends what it has
  desk.away = false
  await until(
    () => desk.call.lock.state(),
    (state) => state === null,
    40_000,
  )
  await until(
    () => atServer(CANARY),
    (n) => n === 1,
  )
  await desk.signIn('nimali')
  expect((await desk.call.patients.search({ text: CANARY, limit: 5 })).length).toBe(1)
}, 120_000)

it('given a workstation that runs, when its lease ends while the server is away, then reading is refused, and two senior people open it', async () => {
  await desk.signIn('admin')
  await desk.signIn('sivakumar')
  await until(
    () =>
      existsSync(join(desk.profile, 'cache.seniors')) &&
      readFileSync(join(desk.profile, 'cache.seniors'), 'utf8').split('wrapped').length,
    (n) => n === 3,
  )
  desk.away = true
  desk.shift = 80 * HOUR
  await expect(desk.call.patients.search({ text: 'Perera', limit: 5 })).rejects.toThrow('LEASE_OVER')
  expect(await desk.call.lock.state()).toMatchObject({ problem: { code: 'LEASE_OVER' }, seniors: 2 })
  const [first, second] = ['admin', 'sivakumar'].map((username) => ({ username, password: DEMO_PASSWORD }))
  if (!first || !second) throw new Error('two')
  await expect(desk.call.lock.extend({ first, second: { ...second, password: 'wrong' } })).rejects.toThrow(
    'EXTENSION_REFUSED',
  )
  await desk.call.lock.extend({ first, second })
  expect(await desk.call.lock.state()).toBeNull()
  // time has locked the seat; it is the person who is asked for now
  await expect(desk.call.patients.search({ text: 'Perera', limit: 5 })).rejects.toThrow('SESSION_MISSING')
}, 60_000)

it('given a workstation that was taken out of use while it was closed, when it reaches the server, then what waits arrives sealed, and its key is destroyed', async () => {
  await desk.signIn('nimali')
  await numbersCame()
  desk.away = true
  const name = `${CANARY} of the lost one`
  await register(name)
  desk.shift = 80 * HOUR
  const [newest] = await server.identity.devices.list()
  const revoke = { name: 'identity.revokeWorkstation', input: { deviceId: newest?.deviceId ?? '', reason: 'stolen' } }
  const runtime = server.services.get('identity')?.runtime
  // what was entered before it stands; the clocks of the two may differ by a moment
  const about = { version: 1, actor: SYSTEM_ACTOR, occurredAt: Date.now() + 10_000 }
  await runtime?.execute([{ commandId: '01900000-0000-7000-8000-000000000001', ...revoke, ...about }])
  server.identity.devices.grantsChanged()
  desk.away = false
  await desk.restart()
  expect(await desk.call.lock.state()).toMatchObject({ problem: { code: 'WORKSTATION_REVOKED' } })
  await until(
    () => existsSync(join(desk.profile, 'cache.key')),
    (there) => !there,
    40_000,
  )
  expect(await atServer(name)).toBe(1)
  expect(existsSync(join(desk.profile, 'cache.sqlite'))).toBe(false)
}, 120_000)
