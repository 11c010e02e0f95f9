import { randomUUID } from 'node:crypto'
import { DEMO_PASSWORD } from '../../../server/demo/hospital.ts'
import { SYSTEM_ACTOR } from '../../../server/demo/seed.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'
import type { Answer } from '../run/machine.ts'
import type { Target } from '../run/target.ts'

const rights = 'src-shared/domains/identity/rules/rights.ts'
const own = 'src-shared/domains/identity/rules/own-rights.ts'
const HOUR = 3_600_000

let made = 0
/** Somebody new, who has begun to work here a day ago. */
async function personOf(target: Target, role: string): Promise<{ userId: string; username: string }> {
  made += 1
  const username = `${role.toLowerCase()}.${made}`
  const input = { username, displayName: username, roles: [role] }
  const server = await target.server()
  const command = { commandId: randomUUID(), name: 'identity.addUser', version: 1, input, actor: SYSTEM_ACTOR }
  const identity = server.services.get('identity')
  const [outcome] = (await identity?.runtime.execute([{ ...command, occurredAt: Date.now() }])) ?? []
  const userId = outcome?.result.userId ?? ''
  await server.identity.signIn.setPassword(userId, DEMO_PASSWORD)
  return { userId, username }
}
const asAdmin = async (target: Target, path: string, body: object) =>
  target.ask({ method: 'POST', path: `/v1/identity/users/${path}`, body, token: await target.signIn('admin') })

/** A ward, as only administrators define one, done at a time of the attacker's choice. */
async function wardBy(target: Target, userId: string, occurredAt: number): Promise<Result> {
  const machine = await target.machine()
  const input = { code: `G${made}`, name: 'Nobody’s ward', rooms: [{ name: 'A', beds: ['1'] }] }
  const record = { actor: { userId, roles: ['administrator' as const] }, occurredAt }
  const { body } = await machine.push('ward', [machine.envelope({ name: 'ward.defineWard', input, record })])
  const outcome = body.outcomes?.at(-1)
  if (!outcome) throw new Error(JSON.stringify(body))
  return outcome.problem ? repelled(outcome.problem.code) : succeeded('a ward of her own')
}
const told = ({ status, body }: Answer, evidence: string): Result =>
  status === 200 ? succeeded(evidence) : repelled(body.code)

export const attacks: readonly Attack[] = [
  {
    name: 'role-that-was-ended',
    what: 'goes on as an administrator at a workstation after the role was ended',
    code: 'NOT_ALLOWED',
    defence: [{ file: rights, find: 'endedAt === null || (!forCause && at < endedAt)', replace: 'endedAt !== at' }],
    async run(target) {
      const { userId } = await personOf(target, 'administrator')
      await asAdmin(target, `${userId}/grants/end`, { role: 'administrator', forCause: false, reason: 'Moved' })
      return wardBy(target, userId, Date.now() + 1000)
    },
  },
  {
    name: 'role-that-ran-out',
    what: 'goes on as an administrator after the week for which she stood in for somebody',
    code: 'NOT_ALLOWED',
    defence: [
      { file: rights, find: '(validUntil === null || at < validUntil)', replace: '(validUntil === null || at > 0)' },
    ],
    async run(target) {
      const { userId } = await personOf(target, 'nurse')
      const validUntil = Date.now() + HOUR
      await asAdmin(target, `${userId}/grants`, { role: 'administrator', relationship: 'covering', validUntil })
      return wardBy(target, userId, validUntil + 1)
    },
  },
  {
    name: 'command-dated-back-after-dismissal',
    what: 'was dismissed for what she did, and sends commands that say they were made the day before',
    code: 'NOT_ALLOWED',
    defence: [{ file: rights, find: '(!forCause && at < endedAt)', replace: '(forCause || at < endedAt)' }],
    async run(target) {
      const { userId } = await personOf(target, 'administrator')
      await asAdmin(target, `${userId}/leave`, { forCause: true, reason: 'Stole morphine' })
      return wardBy(target, userId, Date.now() - 24 * HOUR)
    },
  },
  {
    name: 'older-role-after-dismissal',
    what: 'had a role that ended before, was dismissed later for what she did, and sends commands that say to be of then',
    code: 'NOT_ALLOWED',
    defence: [
      {
        file: 'src-shared/domains/identity/commands/deactivate-user.ts',
        find: 'forCause ? all.filter((row) => row.endedAt !== null && !row.forCause) : []',
        replace: 'all.slice(all.length)',
      },
    ],
    async run(target) {
      const { userId } = await personOf(target, 'administrator')
      await asAdmin(target, `${userId}/grants`, { role: 'nurse' })
      await asAdmin(target, `${userId}/grants/end`, await recordRole(target, userId, 'administrator'))
      await asAdmin(target, `${userId}/leave`, { forCause: true, reason: 'Stole morphine' })
      return wardBy(target, userId, Date.now() - HOUR)
    },
  },
  {
    name: 'administrator-for-a-week-alone',
    what: 'covers as an administrator for a week, and ends the role of the one who has it for good',
    code: 'ADMINISTRATOR_FOR_A_TIME',
    defence: [
      {
        file: 'src-shared/domains/identity/rules/lasting-administrator.ts',
        find: 'if (!ender || !ended.some(isLasting)) return null',
        replace: 'if (ended.length >= 0) return null',
      },
    ],
    async run(target) {
      const [victim, { userId, username }] = [await personOf(target, 'administrator'), await personOf(target, 'nurse')]
      const validUntil = Date.now() + HOUR
      await asAdmin(target, `${userId}/grants`, { role: 'administrator', relationship: 'covering', validUntil })
      const body = { username, password: DEMO_PASSWORD }
      const { token } = (await target.ask({ method: 'POST', path: '/v1/identity/sign-in', body })).body
      const path = `/v1/identity/users/${victim.userId}/leave`
      return told(
        await target.ask({ method: 'POST', path, body: { forCause: false, reason: 'Alone' }, token }),
        'nobody is an administrator next week',
      )
    },
  },
  {
    name: 'import-by-a-nurse',
    what: 'signs in as a nurse, and sends doubtful entries as an import, which asks nobody to look at them',
    code: 'NOT_ALLOWED',
    defence: [
      {
        file: 'server/platform/http/command-routes.ts',
        find: "if (imported && !actor.roles.includes('administrator'))",
        replace: 'if (imported && actor.roles.length === 0)',
      },
    ],
    async run(target) {
      const token = await target.signIn('nimali')
      const input = { patientId: randomUUID(), admissionId: null, takenAt: Date.now() - HOUR, pulse: 71 }
      const command = { commandId: randomUUID(), name: 'ward.recordVitals', version: 1, input, occurredAt: Date.now() }
      const body = { commands: [command], imported: true }
      return told(
        await target.ask({ method: 'POST', path: '/v1/ward/commands', body, token }),
        'observations of nobody',
      )
    },
  },
  {
    name: 'own-role',
    what: 'is an administrator for a week, and makes it for ever',
    code: 'RIGHTS_OWN',
    defence: [{ file: own, find: 'actor.userId === userId', replace: 'actor.userId === null' }],
    async run(target) {
      const { userId, username } = await personOf(target, 'administrator')
      const body = { username, password: DEMO_PASSWORD }
      const { token } = (await target.ask({ method: 'POST', path: '/v1/identity/sign-in', body })).body
      const path = `/v1/identity/users/${userId}/grants`
      return told(await target.ask({ method: 'POST', path, body: { role: 'nurse' }, token }), 'another role')
    },
  },
  {
    name: 'ward-of-others',
    what: 'has a role on one ward, and changes a patient of another one with a manipulated workstation',
    code: 'NOT_ON_WARD',
    defence: [
      {
        file: 'server/platform/sync/run-command.ts',
        find: "if (off && command.class !== 'fact') return refused('rejected', off)",
        replace: '',
      },
    ],
    async run(target) {
      const server = await target.server()
      const { userId } = await personOf(target, 'nurse')
      const pool = server.services.get('ward')?.pool
      const found = await pool?.query(
        `SELECT id, ward_id, isolation FROM admission WHERE status = 'admitted' ORDER BY id LIMIT 1`,
      )
      const admission = found?.rows[0]
      const others = await pool?.query('SELECT id FROM ward WHERE id <> $1 LIMIT 1', [admission.ward_id])
      await asAdmin(target, `${userId}/grants`, { role: 'nurse', wardId: others?.rows[0].id })
      await asAdmin(target, `${userId}/grants/end`, await recordRole(target, userId))
      const machine = await target.machine()
      const to = admission.isolation === 'contact' ? 'droplet' : 'contact'
      const input = { admissionId: admission.id, from: admission.isolation, to }
      const record = { actor: { userId, roles: ['nurse' as const] } }
      const { body } = await machine.push('ward', [machine.envelope({ name: 'ward.setIsolation', input, record })])
      const outcome = body.outcomes?.at(-1)
      return outcome.problem ? repelled(outcome.problem.code) : succeeded('the patient of another ward is isolated')
    },
  },
  {
    name: 'password-of-one-sign-in-kept',
    what: 'has seen a password that was given for one sign-in, and works on with it',
    code: 'PASSWORD_MUST_CHANGE',
    defence: [
      {
        file: 'server/services/identity/sign-in.ts',
        find: "if (user.one_time_until !== null) throw new ProblemError('PASSWORD_MUST_CHANGE')",
        replace: '',
      },
    ],
    async run(target) {
      const { userId, username } = await personOf(target, 'nurse')
      const { password } = (await asAdmin(target, `${userId}/password`, {})).body
      const body = { username, password }
      return told(await target.ask({ method: 'POST', path: '/v1/identity/sign-in', body }), 'a session of hers')
    },
  },
]

/** The role of the record, which became a grant with the first change. */
async function recordRole(target: Target, userId: string, role = 'nurse') {
  const pool = (await target.server()).services.get('identity')?.pool
  const sql = 'SELECT id FROM role_grant WHERE user_id = $1 AND role = $2 AND ward_id IS NULL'
  const grant = (await pool?.query(sql, [userId, role]))?.rows[0]
  return { grantId: grant.id, role, forCause: false, reason: 'Moved' }
}
