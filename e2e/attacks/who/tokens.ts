import { randomBytes } from 'node:crypto'
import { DEMO_PASSWORD } from '../../../server/demo/hospital.ts'
import { sessionText } from '../../../server/services/identity/devices.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'
import { type Answer, Machine, newKeys, signed } from '../run/machine.ts'
import type { Target } from '../run/target.ts'

const devices = 'server/services/identity/devices.ts'
const persons = 'server/services/identity/person-tokens.ts'

const told = ({ status, body }: Answer, evidence: string): Result =>
  status === 200 ? succeeded(evidence) : repelled(body.code)

const onIdentity = async (target: Target, sql: string, values: unknown[]) =>
  (await target.server()).services.get('identity')?.pool.query(sql, values)

export const attacks: readonly Attack[] = [
  {
    name: 'workstation-token-forged',
    what: 'makes up a token that looks like a workstation’s, and fetches what the workstations of the hospital hold',
    code: 'WORKSTATION_UNKNOWN',
    defence: [
      { file: devices, find: 's.token_hash = $1 AND s.expires_at > $2', replace: 's.expires_at > $2 OR $1 = $1' },
    ],
    async run(target) {
      const machine = await target.machine()
      machine.token = randomBytes(32).toString('base64url')
      return told(await machine.pull('identity'), 'the staff of the hospital')
    },
  },
  {
    name: 'workstation-token-expired',
    what: 'uses the token of a workstation again that was written down an hour ago',
    code: 'WORKSTATION_UNKNOWN',
    defence: [
      { file: devices, find: 's.token_hash = $1 AND s.expires_at > $2', replace: 's.token_hash = $1 AND $2 = $2' },
    ],
    async run(target) {
      const machine = await target.machine()
      await onIdentity(target, 'UPDATE device_session SET expires_at = $2 WHERE device_id = $1', [
        machine.deviceId,
        Date.now() - 1,
      ])
      return told(await machine.pull('identity'), 'the staff of the hospital, by an old token')
    },
  },
  {
    name: 'person-token-expired',
    what: 'uses the token of an administrator again that was left in a terminal an hour ago',
    code: 'SESSION_MISSING',
    defence: [
      {
        file: persons,
        find: "t.token_hash = $1 AND t.expires_at > $2 AND t.use = 'access'",
        replace: "t.token_hash = $1 AND $2::bigint = $2 AND t.use = 'access'",
      },
    ],
    async run(target) {
      const token = await target.signIn('admin')
      await onIdentity(target, 'UPDATE person_token SET expires_at = $1', [Date.now() - 1])
      return told(await target.ask({ path: '/v1/identity/workstations', token }), 'the list of all workstations')
    },
  },
  {
    name: 'person-token-read-from-the-database',
    what: 'has read the tables of the identity service, and uses what stands there as a token',
    code: 'SESSION_MISSING',
    defence: [
      {
        file: 'server/services/identity/secrets.ts',
        find: "createHash('sha256').update(token).digest('hex')",
        replace: "createHash === null ? '' : token",
      },
    ],
    async run(target) {
      await target.signIn('admin')
      const rows =
        (await onIdentity(target, "SELECT token_hash FROM person_token WHERE use = 'access'", []))?.rows ?? []
      const token = rows[0].token_hash as string
      return told(await target.ask({ path: '/v1/identity/workstations', token }), 'the list of all workstations')
    },
  },
  {
    name: 'key-of-another-workstation',
    what: 'knows the id of a workstation, and opens a session of it with a key of its own',
    code: 'WORKSTATION_UNKNOWN',
    defence: [
      {
        file: devices,
        find: '!(await ports.verifySignature(key, sessionText(deviceId, nonce), signature))',
        replace: 'signature === nonce',
      },
    ],
    async run(target) {
      const { url, deviceId } = await target.machine()
      return told(await Machine.session(url, deviceId, newKeys().privateKey), 'a session of another workstation')
    },
  },
  {
    name: 'challenge-replayed',
    what: 'has listened to the opening of a session, and sends the same answer to the same challenge again',
    code: 'WORKSTATION_UNKNOWN',
    defence: [
      {
        file: devices,
        find: 'WITH spent AS (DELETE FROM device_challenge WHERE nonce = $1 AND device_id = $2 AND expires_at > $3 RETURNING device_id)',
        replace:
          'WITH spent AS (SELECT device_id FROM device_challenge WHERE nonce = $1 AND device_id = $2 AND expires_at > $3)',
      },
    ],
    async run(target) {
      const { deviceId, key } = await target.machine()
      const post = (what: string, body: unknown) =>
        target.ask({ method: 'POST', path: `/v1/identity/device/${what}`, body })
      const { nonce } = (await post('challenge', { deviceId })).body
      const overheard = { deviceId, nonce, signature: signed(key, sessionText(deviceId, nonce)) }
      const first = await post('session', overheard)
      if (first.status !== 200) throw new Error(`the session was not opened: ${first.body.code}`)
      return told(await post('session', overheard), 'a session by an answer that was overheard')
    },
  },
  {
    name: 'challenge-of-another-workstation',
    what: 'answers with its own key and id to a challenge that was given to another workstation',
    code: 'WORKSTATION_UNKNOWN',
    defence: [
      {
        file: devices,
        find: 'nonce = $1 AND device_id = $2 AND expires_at > $3 RETURNING device_id)',
        replace: 'nonce = $1 AND expires_at > $3 RETURNING $2::uuid AS device_id)',
      },
    ],
    async run(target) {
      const [own, other] = [await target.machine(), await target.machine()]
      const post = (what: string, body: unknown) =>
        target.ask({ method: 'POST', path: `/v1/identity/device/${what}`, body })
      const { nonce } = (await post('challenge', { deviceId: other.deviceId })).body
      const signature = signed(own.key, sessionText(own.deviceId, nonce))
      return told(
        await post('session', { deviceId: own.deviceId, nonce, signature }),
        'a session, and the other has none',
      )
    },
  },
  {
    name: 'person-token-at-another-workstation',
    what: 'has read an administrator’s token in the memory of one workstation, and uses it from another one that it holds',
    code: 'SESSION_MISSING',
    defence: [
      { file: persons, find: 's.device_id IS NOT DISTINCT FROM $4', replace: '$4::uuid IS NOT DISTINCT FROM $4' },
    ],
    async run(target) {
      const [office, own] = [await target.machine(), await target.machine()]
      const person = (await signedIn(office)).token
      return told(await own.ask({ path: '/v1/identity/workstations', person }), 'the list of all workstations')
    },
  },
  {
    name: 'person-token-without-its-workstation',
    what: 'uses an administrator’s token of a workstation alone, from anywhere on the network',
    code: 'SESSION_MISSING',
    defence: [
      { file: persons, find: 's.device_id IS NOT DISTINCT FROM $4', replace: '$4::uuid IS NOT DISTINCT FROM $4' },
    ],
    async run(target) {
      const { token } = await signedIn(await target.machine())
      return told(await target.ask({ path: '/v1/identity/workstations', token }), 'the list of all workstations')
    },
  },
  {
    name: 'refresh-token-copied',
    what: 'has copied a refresh token, and renews it after its owner did, to stay an administrator',
    code: 'SIGN_IN_COPIED',
    defence: [{ file: persons, find: 't.used_at IS NULL AND t.expires_at > $2', replace: 't.expires_at > $2' }],
    async run(target) {
      const office = await target.machine()
      const { refresh } = await signedIn(office)
      const renew = () => office.ask({ method: 'POST', path: '/v1/identity/refresh', body: { refresh } })
      if ((await renew()).status !== 200) throw new Error('its owner could not renew it')
      return told(await renew(), 'a token of the administrator')
    },
  },
  {
    name: 'refresh-family-goes-on',
    what: 'has renewed a copied refresh token before its owner did, and uses what it got after the owner came',
    code: 'SESSION_MISSING',
    defence: [
      {
        file: persons,
        find: 'DELETE FROM person_session s USING person_token t\n       WHERE t.token_hash = $1 AND t.use',
        replace:
          'DELETE FROM person_session s USING person_token t\n       WHERE false AND t.token_hash = $1 AND t.use',
      },
    ],
    async run(target) {
      const office = await target.machine()
      const { refresh } = await signedIn(office)
      const renew = () => office.ask({ method: 'POST', path: '/v1/identity/refresh', body: { refresh } })
      const person = (await renew()).body.token
      await renew()
      return told(await office.ask({ path: '/v1/identity/workstations', person }), 'the list of all workstations')
    },
  },
  {
    name: 'refresh-token-as-access',
    what: 'sends the refresh token, which lives for twelve hours, where the token of a quarter of an hour belongs',
    code: 'SESSION_MISSING',
    defence: [
      {
        file: persons,
        find: "t.token_hash = $1 AND t.expires_at > $2 AND t.use = 'access'",
        replace: 't.token_hash = $1 AND t.expires_at > $2',
      },
    ],
    async run(target) {
      const office = await target.machine()
      const person = (await signedIn(office)).refresh
      return told(await office.ask({ path: '/v1/identity/workstations', person }), 'the list of all workstations')
    },
  },
]

async function signedIn(machine: Machine): Promise<{ token: string; refresh: string }> {
  const body = { username: 'admin', password: DEMO_PASSWORD }
  return (await machine.ask({ method: 'POST', path: '/v1/identity/sign-in', body })).body
}
