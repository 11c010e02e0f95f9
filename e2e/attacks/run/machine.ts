import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import type { RunningServer } from '../../../server/app/all-in-one.ts'
import { SYSTEM_ACTOR } from '../../../server/demo/seed.ts'
import { sessionText } from '../../../server/services/identity/devices.ts'
import { type CommandRecord, hashedText } from '../../../src-shared/sync/envelope.ts'
import { PERSON_HEADER } from '../../../src-shared/sync/protocol.ts'

export interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  token?: string
  /** Of who sits at the workstation. */
  person?: string
  headers?: Record<string, string>
}
export interface Answer {
  status: number
  headers: Headers
  /** Parsed JSON, or an empty object. */
  // biome-ignore lint/suspicious/noExplicitAny: an attacker takes whatever comes
  body: any
}

export async function askOver(
  url: string,
  { method = 'GET', path, body, token, person, headers }: Asked,
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(person ? { [PERSON_HEADER]: person } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, body: await answer.json().catch(() => ({})) }
}

export const newKeys = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'), privateKey }
}
export const signed = (key: KeyObject, text: string) => sign(null, Buffer.from(text), key).toString('base64')

/** What a workstation says of one command; everything may be said otherwise by a liar. */
export interface Claimed {
  name: string
  input: Record<string, unknown>
  version?: number
  number?: number
  record?: Partial<CommandRecord>
}

/** A workstation enrolled at the server, spoken for by somebody who holds its key and minds no rule. */
export class Machine {
  readonly url: string
  readonly deviceId: string
  readonly key: KeyObject
  readonly clientId = randomUUID()
  readonly facilityId: string
  token: string
  private constructor(told: { url: string; deviceId: string; key: KeyObject; facilityId: string; token: string }) {
    this.url = told.url
    this.deviceId = told.deviceId
    this.key = told.key
    this.facilityId = told.facilityId
    this.token = told.token
  }

  static async enrol(server: RunningServer, scopes: readonly string[]): Promise<Machine> {
    const { publicKey, privateKey: key } = newKeys()
    const { code } = await server.identity.devices.createCode(SYSTEM_ACTOR.userId, scopes)
    const body = { code, name: 'Machine', publicKey }
    const { deviceId } = (await askOver(server.url, { method: 'POST', path: '/v1/identity/enrol', body })).body
    const token = (await Machine.session(server.url, deviceId, key)).body.token
    return new Machine({ url: server.url, deviceId, key, facilityId: server.facility.id, token })
  }

  /** Asks for a session of a workstation with whatever key. */
  static async session(url: string, deviceId: string, key: KeyObject): Promise<Answer> {
    const path = '/v1/identity/device'
    const { nonce } = (await askOver(url, { method: 'POST', path: `${path}/challenge`, body: { deviceId } })).body
    const signature = signed(key, sessionText(deviceId, nonce))
    return askOver(url, { method: 'POST', path: `${path}/session`, body: { deviceId, nonce, signature } })
  }

  ask = (asked: Asked): Promise<Answer> => askOver(this.url, { token: this.token, ...asked })

  pull = (service: string, more: Record<string, string> = {}): Promise<Answer> => {
    const usual = { clientId: this.clientId, cursor: '0', epoch: '', protocol: '2' }
    return this.ask({ path: `/v1/${service}/sync/pull?${new URLSearchParams({ ...usual, ...more })}` })
  }

  push = (service: string, commands: unknown[], clientId: string = this.clientId): Promise<Answer> =>
    this.ask({ method: 'POST', path: `/v1/${service}/sync/push`, body: { clientId, epoch: null, commands } })

  /** An envelope as the workstation would make it, by an actor of the attacker's choice (`record.actor`). */
  envelope(claimed: Claimed, key: KeyObject = this.key) {
    const { name, input, version = 1, number = 1 } = claimed
    const record: CommandRecord = {
      ...{ protocol: 2, commandId: randomUUID(), service: name.split('.')[0] ?? '', name, version, input },
      ...{ actor: { userId: SYSTEM_ACTOR.userId, roles: ['nurse'] }, facilityId: this.facilityId },
      ...{ deviceId: this.deviceId, occurredAt: Date.now(), monotonic: 1, bootId: randomUUID(), clockOffset: 0 },
      ...{ utcOffsetMinutes: 330, baseVersions: {}, batchId: null, allotted: { ids: {}, numbers: {} } },
      ...claimed.record,
    }
    const hash = createHash('sha256').update(hashedText(record)).digest('hex')
    return { record, hash, signature: signed(key, hash), number }
  }
}
