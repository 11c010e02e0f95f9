import { randomUUID } from 'node:crypto'
import { DEMO_PASSWORD } from '../../../server/demo/hospital.ts'
import { SYSTEM_ACTOR } from '../../../server/demo/seed.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'
import type { Answer, Machine } from '../run/machine.ts'
import type { Target } from '../run/target.ts'

const require = 'server/platform/auth/require.ts'
const gate = 'server/services/patients/chart-gate.ts'
const PATIENT = '01931000-0000-7000-8000-000000000001'

const told = ({ status, body }: Answer): Result =>
  status === 200 ? succeeded('all earlier encounters') : repelled(body.code)
const path = (patientId: string) => `/v1/patients/patients/${patientId}/history`

async function execute(target: Target, name: string, input: Record<string, unknown>): Promise<Record<string, string>> {
  const command = { commandId: randomUUID(), name, version: 1, input, actor: SYSTEM_ACTOR, occurredAt: Date.now() }
  const runtime = (await target.server()).services.get('identity')?.runtime
  return { ...(await runtime?.execute([command]))?.[0]?.result }
}

interface Neighbour {
  patientId: string
  wardId: string
}
/** Somebody who lies on a ward at this time. */
async function inpatient(target: Target): Promise<Neighbour> {
  const pool = (await target.server()).services.get('ward')?.pool
  const sql = `SELECT patient_id AS "patientId", ward_id AS "wardId" FROM admission WHERE discharged_at IS NULL LIMIT 1`
  return (await pool?.query<Neighbour>(sql))?.rows[0] as Neighbour
}

let made = 0
/** A nurse of one ward who has given the password at this workstation. @returns her token there */
async function nurseAt(target: Target, machine: Machine, wardId: string): Promise<string> {
  made += 1
  const username = `reader.${made}`
  const { userId = '' } = await execute(target, 'identity.addUser', {
    username,
    displayName: username,
    roles: ['nurse'],
  })
  await execute(target, 'identity.grantRole', { userId, role: 'nurse', wardId })
  await execute(target, 'identity.endGrant', {
    userId,
    grantId: await everywhere(target, userId),
    role: 'nurse',
    ...WHY,
  })
  await (await target.server()).identity.signIn.setPassword(userId, DEMO_PASSWORD)
  const body = { username, password: DEMO_PASSWORD }
  return (await machine.ask({ method: 'POST', path: '/v1/identity/sign-in', body })).body.token as string
}
const WHY = { forCause: false, reason: 'One ward only' }
async function everywhere(target: Target, userId: string): Promise<string> {
  const pool = (await target.server()).services.get('identity')?.pool
  const sql = 'SELECT id FROM role_grant WHERE user_id = $1 AND ward_id IS NULL'
  return (await pool?.query<{ id: string }>(sql, [userId]))?.rows[0]?.id ?? ''
}

export const attacks: readonly Attack[] = [
  {
    name: 'history-without-right',
    what: 'asks as anybody on the network for the history of a patient whose id it knows',
    code: 'WORKSTATION_UNKNOWN',
    defence: [
      {
        file: require,
        find: "if (!device) throw new ProblemError('WORKSTATION_UNKNOWN')",
        replace:
          "if (!device) return { deviceId: '', facilityId: '', publicKey: '', scopes: ['patient'], revokedAt: null }",
      },
      {
        file: require,
        find: "if (personTokenOf(request) === null) throw new ProblemError('SESSION_MISSING')",
        replace: '',
      },
      {
        file: require,
        find: "if (!actor) throw new ProblemError('SESSION_MISSING')",
        replace: "if (!actor) return { userId: '', roles: [], charts: null }",
      },
    ],
    async run(target) {
      return told(await target.ask({ path: path(PATIENT) }))
    },
  },
  {
    name: 'history-without-a-person',
    what: 'holds the key of a workstation, and asks for histories at which nobody has given a password',
    code: 'SESSION_MISSING',
    defence: [
      {
        file: 'server/services/patients/routes.ts',
        find: 'const person = await requireSeated(authority, request)',
        replace: "const person = { userId: '', roles: [], charts: null }",
      },
    ],
    async run(target) {
      return told(await (await target.machine()).ask({ path: path(PATIENT) }))
    },
  },
  {
    name: 'history-read-from-anywhere',
    what: 'has a nurse’s password, and reads histories from a computer of its own, where no audit is kept',
    code: 'WORKSTATION_UNKNOWN',
    defence: [
      {
        file: 'server/services/patients/routes.ts',
        find: 'const person = await requireSeated(authority, request)',
        replace:
          "const person = (await authority.user((request.headers.authorization ?? '').slice(7), null)) ?? (await requireSeated(authority, request))",
      },
    ],
    async run(target) {
      return told(await target.ask({ path: path(PATIENT), token: await target.signIn('nimali') }))
    },
  },
  {
    name: 'history-of-another-ward',
    what: 'a nurse of another ward reads the history of a patient, past the screens that ask her for a reason',
    code: 'BREAK_GLASS_NEEDED',
    defence: [
      { file: gate, find: 'return ward === null || charts.includes(ward)', replace: 'return ward !== undefined' },
    ],
    async run(target) {
      const machine = await target.machine()
      const { patientId } = await inpatient(target)
      const person = await nurseAt(target, machine, randomUUID())
      return told(await machine.ask({ path: path(patientId), person }))
    },
  },
]
