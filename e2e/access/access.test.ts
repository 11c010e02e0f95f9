import { argon2id } from 'hash-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { startTestServer } from '../../server/app/testing.ts'
import type { Access, Route } from '../../server/platform/auth/access.ts'
import { callerOf, onShift, procedurePaths } from '../../src-main/app/testing/caller.ts'
import { commandFor } from '../../src-main/platform/execute/check-input.ts'
import { endRig, makeRig, type Rig, syncUp } from '../../src-main/platform/sync/testing/rig.ts'
import { Pin, User } from '../../src-shared/domains/identity/index.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import { ALL_ROLES, type Role } from '../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import { testId } from '../../src-shared/testing/memory-store.ts'
import { type Caller, isLetIn, peopleOf, seatedAt, takeOutOfUse, type Workstation, workstationOf } from './callers.ts'
import { accessDocument, type Procedure } from './document.ts'

let server: RunningServer
let desk: Workstation
let callers: Caller[]
beforeAll(async () => {
  server = await startTestServer('access')
  desk = await workstationOf(server, ['staff', 'reference'])
  const lost = await workstationOf(server, ['staff'])
  await takeOutOfUse(server, lost)
  callers = [
    { name: 'nobody', token: null },
    { name: 'forger', token: 'A'.repeat(43) },
    { name: 'workstation', token: desk.token },
    { name: 'workstation out of use', token: lost.token },
    ...(await peopleOf(server)),
    await seatedAt(server, desk, 'administrator'),
    await seatedAt(server, desk, 'nurse'),
    { ...(await seatedAt(server, desk, 'administrator')), name: 'workstation out of use', token: lost.token },
    { name: 'forger', token: (await seatedAt(server, desk, 'administrator')).person ?? '' },
  ]
})
afterAll(() => server.stop())

const mayCall = (access: Access, { name }: Caller): boolean => {
  if (access === 'anyone') return true
  const [role, isSeated] = [name.split(' at a ')[0] as Role, name.endsWith(' at a workstation')]
  if (access === 'operator') return false
  if (access === 'workstation') return name.startsWith('workstation') || isSeated
  if (access === 'workstationInUse') return name === 'workstation' || isSeated
  if (access === 'seated') return isSeated
  return access === 'person' ? ALL_ROLES.includes(role) : access.includes(role)
}
const placeOf = ({ path }: Route) => server.url + path.replace(/:\w+/g, desk.deviceId)

it('given every route, then it says who may call it, and lets in exactly those', async () => {
  expect(server.routes.length).toBeGreaterThan(30)
  expect(server.routes.filter(({ access }) => access === undefined)).toEqual([])
  const wrong: string[] = []
  // who has signed out is let in nowhere
  const isEnd = ({ path }: Route) => path.endsWith('/sign-out')
  for (const route of server.routes.toSorted((a, b) => Number(isEnd(a)) - Number(isEnd(b))))
    for (const caller of callers) {
      const isIn = await isLetIn(placeOf(route), route.method, caller)
      if (isIn !== mayCall(route.access as Access, caller))
        wrong.push(`${route.method} ${route.path}: ${caller.name} is ${isIn ? 'let in' : 'turned away'}`)
    }
  expect(wrong).toEqual([])
})

const SENDABLE = registry.domains.flatMap(({ commands }) => commands).filter(({ internal }) => !internal)
const judged = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'done'
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : String(error)
  }
}

describe.each(SENDABLE.map((each) => [each.name, each] as const))(
  '%s',
  (name, { allow, version, service, ...rest }) => {
    it('at the workstation: only its roles, and never one that the server alone executes', async () => {
      for (const role of ALL_ROLES) {
        const actor = { userId: testId(2), roles: [role] }
        const verdict = await judged(() => commandFor(registry, name, version, actor))
        const expected = allow.includes(role) ? 'done' : 'NOT_ALLOWED'
        expect([role, verdict]).toEqual([role, rest.class === 'online' ? 'COMMAND_UNKNOWN' : expected])
      }
    })

    it('at the server: only its roles; a fact of another is kept and looked at', async () => {
      for (const caller of callers.filter((each) => ALL_ROLES.includes(each.name as Role))) {
        const entry = {
          commandId: crypto.randomUUID(),
          name,
          version,
          input: { not: 'a field' },
          occurredAt: Date.now(),
        }
        const answer = await fetch(`${server.url}/v1/${service}/commands`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.token}` },
          body: JSON.stringify({ commands: [entry] }),
        })
        const { code } = (await answer.json()) as { code: string }
        const isRefused = !allow.includes(caller.name as Role) && rest.class !== 'fact'
        expect([caller.name, code]).toEqual([caller.name, isRefused ? 'NOT_ALLOWED' : 'INPUT_INVALID'])
      }
    })
  },
)

describe('scopes', () => {
  const scopes = ['staff', 'patient', 'reference', 'history', `ward:${testId(7)}`, `device:${testId(8)}`, 'other']

  it('given a workstation, then no service gives it rows of a scope that is not granted, by page or snapshot', async () => {
    const isHeld = (service: string, scope: string) =>
      (service === 'identity' && scope === 'staff') || (['pharmacy', 'ward'].includes(service) && scope === 'reference')
    for (const service of server.services.keys())
      for (const scope of scopes) {
        const query = new URLSearchParams({ scope, after: '', limit: '10', protocol: '2', clientId: testId(9) })
        query.delete('after')
        const answer = await fetch(`${server.url}/v1/${service}/sync/snapshot?${query}`, {
          headers: { authorization: `Bearer ${desk.token}` },
        })
        expect([service, scope, answer.ok]).toEqual([service, scope, isHeld(service, scope)])
      }
  })

  it('given a grant that names what no workstation may hold, then nothing is granted by it', async () => {
    const greedy = await workstationOf(server, ['history', `device:${desk.deviceId}`, 'device:', '*', ''])
    for (const [service, { grantOf }] of server.services) {
      const session = await server.identity.devices.sessionOf(greedy.token)
      const granted = session ? grantOf(session) : []
      const everybodys = ['inbox', `device:${greedy.deviceId}`]
      expect([service, granted.filter((scope) => !everybodys.includes(scope))]).toEqual([service, []])
    }
  })
})

describe('screens', () => {
  const PIN = '471193'
  let rig: Rig
  beforeAll(async () => {
    rig = makeRig()
    const cheap = { parallelism: 1, iterations: 1, memorySize: 64, hashLength: 16, outputType: 'encoded' } as const
    const verifier = await argon2id({ password: PIN, salt: new Uint8Array(16), ...cheap })
    const people = rig.server.of('identity')
    for (const [index, role] of ALL_ROLES.entries()) {
      const id = testId(40 + index)
      people.put(User, { id, username: role.toLowerCase(), displayName: role, roles: [role], active: true } as never)
      people.put(Pin, { id: testId(60 + index), userId: id, verifier } as never)
    }
    await syncUp(rig.station)
    onShift(rig, ...ALL_ROLES.map((_, index) => testId(40 + index)))
  })
  afterAll(() => endRig(rig))

  type Call = (input?: unknown) => Promise<unknown>
  const procedureAt = (api: object, path: string): Call =>
    path.split('.').reduce((at, part) => (at as Record<string, unknown>)[part] as object, api) as unknown as Call
  const SHUT = ['SESSION_MISSING', 'NOT_ALLOWED']

  async function isOpenTo(path: string, role: Role | null, isLocked: boolean): Promise<boolean> {
    const api = callerOf(rig)
    if (role) await api.session.switchUser({ username: role.toLowerCase(), pin: PIN })
    if (isLocked) await api.session.lock()
    const code = await procedureAt(api, path)().then(
      () => '',
      (error: { message: string }) => error.message,
    )
    return !SHUT.includes(code)
  }

  it('given every route, command and procedure, then docs/access.md says who may use it', async () => {
    const procedures: Procedure[] = []
    for (const path of procedurePaths(rig))
      procedures.push({
        path,
        open: await isOpenTo(path, null, false),
        locked: await isOpenTo(path, 'nurse', true),
        roles: (await Promise.all(ALL_ROLES.map((role) => isOpenTo(path, role, false)))).flatMap((isOpen, index) =>
          isOpen ? [ALL_ROLES[index] as Role] : [],
        ),
      })
    expect(procedures.length).toBeGreaterThan(40)
    expect(procedures.filter(({ path, open }) => open && /^(patients|ward|inbox|outbox|drafts)\./.test(path))).toEqual(
      [],
    )
    const text = accessDocument({
      routes: server.routes,
      commands: SENDABLE,
      kinds: registry.domains.flatMap(({ kinds }) => kinds),
      procedures,
    })
    await expect(text).toMatchFileSnapshot('../../docs/access.md')
  })
})
