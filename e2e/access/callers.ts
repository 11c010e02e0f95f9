import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { sessionText } from '../../server/services/identity/devices.ts'
import { ALL_ROLES, type Role } from '../../src-shared/kernel/actor.ts'
import { PERSON_HEADER } from '../../src-shared/sync/protocol.ts'

/** Whoever may knock at the server, and what they bring. */
export interface Caller {
  name: string
  /** Bearer token. */
  token: string | null
  /** Token of who sits at the workstation that `token` is of. */
  person?: string
}
export interface Workstation {
  deviceId: string
  token: string
}

export async function personOf(server: RunningServer, role: Role): Promise<Caller & { userId: string }> {
  const username = role.toLowerCase()
  const password = `a long secret of ${username}`
  const userId = await command(server, 'identity.addUser', { username, displayName: username, roles: [role] })
  await server.identity.signIn.setPassword(userId, password)
  const { token } = await server.identity.signIn.signIn({ username, password })
  return { name: role, token, userId }
}

export const peopleOf = (server: RunningServer) => Promise.all(ALL_ROLES.map((role) => personOf(server, role)))

/** Has given the password at that workstation. */
export async function seatedAt(server: RunningServer, desk: Workstation, role: Role): Promise<Caller> {
  const [username, password] = [role.toLowerCase(), `a long secret of ${role.toLowerCase()}`]
  const { token } = await server.identity.signIn.signIn({ username, password }, desk.deviceId)
  return { name: `${role} at a workstation`, token: desk.token, person: token }
}

export async function workstationOf(server: RunningServer, scopes: readonly string[]): Promise<Workstation> {
  const { devices } = server.identity
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  const { code } = await devices.createCode(SYSTEM_ACTOR.userId, scopes)
  const { deviceId } = await devices.enrol({ code, name: 'a desk', publicKey: raw })
  const { nonce } = await devices.challenge(deviceId)
  const signature = sign(null, Buffer.from(sessionText(deviceId, nonce)), privateKey).toString('base64')
  const { token } = await devices.openSession({ deviceId, nonce, signature })
  return { deviceId, token }
}

export async function takeOutOfUse(server: RunningServer, { deviceId }: Workstation): Promise<void> {
  await command(server, 'identity.revokeWorkstation', { deviceId, reason: 'lost' })
  server.identity.devices.grantsChanged()
}

/** @returns the id of the user, where one was made */
async function command(server: RunningServer, name: string, input: Record<string, unknown>): Promise<string> {
  const entry = { commandId: randomUUID(), name, version: 1, input, actor: SYSTEM_ACTOR, occurredAt: Date.now() }
  const outcomes = await server.services.get('identity')?.runtime.execute([entry])
  return outcomes?.[0]?.result.userId ?? ''
}

const REFUSALS = ['WORKSTATION_UNKNOWN', 'WORKSTATION_REVOKED', 'SESSION_MISSING', 'NOT_ALLOWED']

/** Whether the route lets this caller in, whatever it then says of an empty request. */
export async function isLetIn(url: string, method: string, { token, person }: Caller): Promise<boolean> {
  const ended = new AbortController()
  const answer = await fetch(url, {
    method,
    signal: ended.signal,
    headers: {
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(person ? { [PERSON_HEADER]: person } : {}),
    },
    ...(method === 'GET' ? {} : { body: '{}' }),
  })
  // an event stream never ends by itself
  const isStream = answer.headers.get('content-type') === 'text/event-stream'
  const { code } = answer.ok || isStream ? { code: '' } : ((await answer.json()) as { code: string })
  ended.abort()
  return !REFUSALS.includes(code)
}
