import { randomUUID } from 'node:crypto'
import { DEMO_PASSWORD } from '../../../server/demo/hospital.ts'
import { demoUserId } from '../../../server/demo/seed.ts'
import type { Role } from '../../../src-shared/kernel/actor.ts'
import type { CommandRecord } from '../../../src-shared/sync/envelope.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'
import type { Answer, Machine } from '../run/machine.ts'
import type { Target } from '../run/target.ts'

const [prepare, push, received] = ['prepare', 'push', 'received'].map((name) => `server/platform/sync/${name}.ts`) as [
  string,
  string,
  string,
]
const handlers = 'server/platform/sync/handlers.ts'

const told = ({ status, body }: Answer, evidence: string): Result =>
  status === 200 ? succeeded(evidence) : repelled(body.code)

/** What the server made of the last command of a push. */
function judged({ body }: Answer, evidence: string): Result {
  const outcome = body.outcomes?.at(-1)
  if (!outcome) throw new Error(`the push was not taken: ${JSON.stringify(body)}`)
  return outcome.problem ? repelled(outcome.problem.code) : succeeded(evidence)
}

async function actorOf(target: Target, username: string, roles: Role[]) {
  const { facility } = await target.server()
  return { userId: demoUserId(facility.id, username), roles }
}

let wards = 0
const newWard = () => {
  wards += 1
  return { code: `X${wards}`, name: 'Nobody’s ward', rooms: [{ name: 'A', beds: ['1'] }] }
}
/** An edit that only administrators may make, and which stands in no relation to what is there. */
async function definesWard(target: Target, machine: Machine, record: Partial<CommandRecord>) {
  const actor = record.actor ?? (await actorOf(target, 'admin', ['administrator']))
  return machine.envelope({ name: 'ward.defineWard', input: newWard(), record: { ...record, actor } })
}

export const attacks: readonly Attack[] = [
  {
    name: 'roles-claimed',
    what: 'signs a nurse’s command at a manipulated workstation, and writes “administrator” beside her name',
    code: 'NOT_ALLOWED',
    defence: [
      {
        file: 'server/app/mount.ts',
        find: 'authorise: (actor, at) => authority.actor(actor.userId, at)',
        replace: 'authorise: async (actor) => actor',
      },
    ],
    async run(target) {
      const machine = await target.machine()
      const actor = await actorOf(target, 'nimali', ['administrator'])
      return judged(await machine.push('ward', [await definesWard(target, machine, { actor })]), 'a ward of her own')
    },
  },
  {
    name: 'command-above-its-role',
    what: 'sends a command of administrators as the nurse who is signed in, past the screens that do not offer it',
    code: 'NOT_ALLOWED',
    defence: [
      {
        file: prepare,
        find: "if (!allowed && !isFact) return verdict('rejected'",
        replace: "if (!allowed && !name) return verdict('rejected'",
      },
    ],
    async run(target) {
      const machine = await target.machine()
      const actor = await actorOf(target, 'nimali', ['nurse'])
      return judged(await machine.push('ward', [await definesWard(target, machine, { actor })]), 'a ward of her own')
    },
  },
  {
    name: 'actor-nobody',
    what: 'sends commands in the name of a person whom the hospital does not know',
    code: 'ACTOR_UNKNOWN',
    defence: [
      {
        file: prepare,
        find: "if (!actor) return verdict(isFact ? 'quarantined' : 'rejected', problem('ACTOR_UNKNOWN'))",
        replace: 'if (!actor) return prepare(runtime, entry, async (claimed) => claimed)',
      },
    ],
    async run(target) {
      const machine = await target.machine()
      const actor = { userId: randomUUID(), roles: ['administrator' as const] }
      return judged(await machine.push('ward', [await definesWard(target, machine, { actor })]), 'a ward of nobody')
    },
  },
  {
    name: 'person-who-has-left',
    what: 'goes on sending in the name of an administrator who does not work here any more',
    code: 'ACTOR_UNKNOWN',
    defence: [
      {
        file: 'server/services/identity/people.ts',
        find: 'if (!user.active && grants.length === 0) return null',
        replace: '',
      },
    ],
    async run(target) {
      const machine = await target.machine()
      const actor = await actorOf(target, 'admin', ['administrator'])
      const pool = (await target.server()).services.get('identity')?.pool
      const sets = (active: boolean) =>
        pool?.query('UPDATE "user" SET active = $1 WHERE id = $2', [active, actor.userId])
      await sets(false)
      target.atEnd(() => sets(true))
      return judged(await machine.push('ward', [await definesWard(target, machine, { actor })]), 'a ward')
    },
  },
  {
    name: 'server-command-sent-by-workstation',
    what: 'pushes, in an administrator’s name, a command that widens what the workstation itself may hold',
    code: 'NOT_ALLOWED',
    defence: [{ file: push, find: "prepared.runnable.command.class !== 'online'", replace: "prepared.type === 'run'" }],
    async run(target) {
      const machine = await target.machine()
      const actor = await actorOf(target, 'admin', ['administrator'])
      const input = { deviceId: machine.deviceId, scopes: ['staff', 'reference', 'patient', 'history'] }
      const envelope = machine.envelope({ name: 'identity.grantScopes', input, record: { actor } })
      return judged(await machine.push('identity', [envelope]), 'every scope of the hospital')
    },
  },
  {
    name: 'command-of-another-workstation',
    what: 'signs with its own key a command that says to be another workstation’s',
    code: 'SIGNATURE_WRONG',
    defence: [{ file: received, find: 'record.deviceId === device.deviceId &&\n', replace: '' }],
    async run(target) {
      const [own, other] = [await target.machine(), await target.machine()]
      const envelope = await definesWard(target, own, { deviceId: other.deviceId })
      return judged(await own.push('ward', [envelope]), 'a command that another workstation is said to have sent')
    },
  },
  {
    name: 'command-signed-by-another-key',
    what: 'has the session of a workstation but not its key, and sends commands in it',
    code: 'SIGNATURE_WRONG',
    defence: [
      {
        file: received,
        find: '(vouched.has(hash) || (await runtime.verifySignature(device.publicKey, hash, signature)))',
        replace: '(vouched.has(hash) || signature.length > 0)',
      },
    ],
    async run(target) {
      const [own, thief] = [await target.machine(), await target.machine()]
      const actor = await actorOf(target, 'admin', ['administrator'])
      const forged = own.envelope({ name: 'ward.defineWard', input: newWard(), record: { actor } }, thief.key)
      return judged(await own.push('ward', [forged]), 'a command without the key of its workstation')
    },
  },
  {
    name: 'command-changed-on-its-way',
    what: 'changes the words of a command after its workstation has signed it',
    code: 'SIGNATURE_WRONG',
    defence: [
      {
        file: received,
        find: 'runtime.sha256Hex(hashedText(record)) === hash &&',
        replace: 'hashedText(record) !== hash &&',
      },
    ],
    async run(target) {
      const machine = await target.machine()
      const envelope = await definesWard(target, machine, {})
      const changed = { ...envelope, record: { ...envelope.record, input: { ...newWard(), name: 'Closed ward' } } }
      return judged(await machine.push('ward', [changed]), 'a command whose words nobody signed')
    },
  },
  {
    name: 'command-for-another-service',
    what: 'sends a command that was signed for one service to another one, whose rules do not know it',
    code: 'SIGNATURE_WRONG',
    defence: [
      { file: received, find: 'record.service === runtime.service &&', replace: '' },
      { file: prepare, find: 'if (command?.service !== runtime.service)', replace: 'if (!command)' },
    ],
    async run(target) {
      const machine = await target.machine()
      const answer = await machine.push('patients', [await definesWard(target, machine, {})])
      if (answer.status >= 500) return succeeded('the rules of another service were asked, and broke')
      const outcome = answer.body.outcomes?.at(-1)
      return outcome.problem?.code === 'SIGNATURE_WRONG'
        ? repelled('SIGNATURE_WRONG')
        : succeeded(`taken: ${outcome.status}`)
    },
  },
  {
    name: 'queue-of-another-workstation',
    what: 'sends under the queue’s name of another workstation, so that the numbers of what that one has entered are used up',
    code: 'CLIENT_ID_USED',
    defence: [
      {
        file: 'server/platform/sync/push-attempt.ts',
        find: 'if (known.deviceId !== device.deviceId) return { sorted: OF_ANOTHER_DEVICE',
        replace: 'if (known.deviceId === null) return { sorted: OF_ANOTHER_DEVICE',
      },
    ],
    async run(target) {
      const [own, other] = [await target.machine(), await target.machine()]
      const first = await other.push('ward', [await definesWard(target, other, {})])
      if (first.body.outcomes?.length !== 1) throw new Error(JSON.stringify(first.body))
      const record = { actor: await actorOf(target, 'admin', ['administrator']) }
      const envelope = own.envelope({ name: 'ward.defineWard', input: newWard(), number: 2, record })
      const { body } = await own.push('ward', [envelope], other.clientId)
      return body.outcomes?.length
        ? succeeded('number 2 of another queue is gone')
        : repelled(body.stopped?.code ?? body.code)
    },
  },
  {
    name: 'scope-widened-in-a-snapshot',
    what: 'asks with a front desk’s workstation for the staff with the verifiers of their PINs, which it was not granted',
    code: 'NOT_ALLOWED',
    defence: [
      {
        file: handlers,
        find: "if (!granted.includes(scope)) throw new ProblemError('NOT_ALLOWED', { name: scope })",
        replace: '',
      },
    ],
    async run(target) {
      const machine = await target.machine(['patient'])
      return told(await machine.ask({ path: '/v1/identity/sync/snapshot?scope=staff' }), 'the staff with their PINs')
    },
  },
  {
    name: 'scope-widened-in-a-pull',
    what: 'names in its pull the scopes that it would like to have',
    code: 'nothing more',
    defence: [
      {
        file: handlers,
        find: 'const page = await runtime.pull(granted, validate(pullQuery, query))',
        replace:
          'const page = await runtime.pull([...granted, ...[(query as { scopes?: string }).scopes ?? []].flat()], validate(pullQuery, query))',
      },
    ],
    async run(target) {
      const machine = await target.machine(['patient'])
      const { body } = await machine.pull('identity', { scopes: 'staff' })
      const rows = body.entries?.filter(({ scope }: { scope: string }) => scope === 'staff').length
      return rows > 0 ? succeeded(`${rows} rows of the staff`) : repelled('nothing more')
    },
  },
  {
    name: 'pull-after-revocation',
    what: 'goes on pulling with a workstation that was reported stolen',
    code: 'nothing granted',
    defence: [
      {
        file: 'server/services/identity/devices.ts',
        find: "const GRANTED = 'coalesce(g.scopes, d.scopes) AS scopes",
        replace: "const GRANTED = 'd.scopes AS scopes",
      },
    ],
    async run(target) {
      const machine = await target.machine(['staff'])
      const token = await target.signIn('admin')
      const path = `/v1/identity/workstations/${machine.deviceId}/revoke`
      await target.ask({ method: 'POST', path, body: { reason: 'stolen' }, token })
      const { body } = await machine.pull('identity')
      return body.granted.includes('staff') ? succeeded('the staff, at every pull') : repelled('nothing granted')
    },
  },
  {
    name: 'numbers-for-a-revoked-workstation',
    what: 'borrows patient numbers for a workstation that was reported stolen',
    code: 'WORKSTATION_REVOKED',
    defence: [
      {
        file: handlers,
        find: "async lease({ deviceId, revokedAt }, body) {\n      if (revokedAt !== null) throw new ProblemError('WORKSTATION_REVOKED')",
        replace: 'async lease({ deviceId }, body) {',
      },
    ],
    async run(target) {
      const machine = await target.machine()
      const token = await target.signIn('admin')
      const path = `/v1/identity/workstations/${machine.deviceId}/revoke`
      await target.ask({ method: 'POST', path, body: { reason: 'stolen' }, token })
      const body = { clientId: machine.clientId, sequence: 'phn' }
      const answer = await machine.ask({ method: 'POST', path: '/v1/patients/sync/leases', body })
      return answer.body.code === 'WORKSTATION_REVOKED'
        ? repelled(answer.body.code)
        : succeeded(`asked on: ${answer.body.code ?? 'numbers'}`)
    },
  },
  {
    name: 'administrators-route-by-a-nurse',
    what: 'signs in as a nurse, and grants her workstation what only administrators grant',
    code: 'NOT_ALLOWED',
    defence: [
      {
        file: 'server/platform/auth/require.ts',
        find: "if (!user.roles.includes('administrator'))",
        replace: 'if (!user.roles)',
      },
      {
        file: prepare,
        find: "if (!allowed && !isFact) return verdict('rejected'",
        replace: "if (!allowed && !name) return verdict('rejected'",
      },
    ],
    async run(target) {
      const { deviceId } = await target.machine()
      const path = `/v1/identity/workstations/${deviceId}/scopes`
      const token = await target.signIn('nimali')
      return told(await target.ask({ method: 'POST', path, body: { scopes: ['patient'] }, token }), 'all patients')
    },
  },
  {
    name: 'enrolment-code-by-a-nurse',
    what: 'signs in as a nurse, and makes an enrolment code for a machine of her own',
    code: 'NOT_ALLOWED',
    defence: [
      {
        file: 'server/platform/auth/require.ts',
        find: "if (!user.roles.includes('administrator'))",
        replace: 'if (!user.roles)',
      },
    ],
    async run(target) {
      const token = await target.signIn('nimali')
      const body = { scopes: ['patient'] }
      return told(await target.ask({ method: 'POST', path: '/v1/identity/enrolment-codes', body, token }), 'a code')
    },
  },
  {
    name: 'roles-given-to-oneself',
    what: 'signs in as a nurse, and adds a second self who is an administrator',
    code: 'NOT_ALLOWED',
    defence: [
      {
        file: prepare,
        find: "if (!allowed && !isFact) return verdict('rejected'",
        replace: "if (!allowed && !name) return verdict('rejected'",
      },
    ],
    async run(target) {
      const token = await target.signIn('nimali')
      const input = { username: 'second.self', displayName: 'Second self', roles: ['administrator'] }
      const command = { commandId: randomUUID(), name: 'identity.addUser', version: 1, input, occurredAt: Date.now() }
      const answer = await target.ask({
        method: 'POST',
        path: '/v1/identity/commands',
        body: { commands: [command] },
        token,
      })
      return told(answer, 'an administrator who is a nurse')
    },
  },
  {
    name: 'administrator-named-by-a-workstation',
    what: 'holds the key of a workstation, and names an administrator whose id it knows in the address of its request',
    code: 'SESSION_MISSING',
    defence: [
      {
        file: 'server/platform/auth/require.ts',
        find: "if (!actor) throw new ProblemError('SESSION_MISSING')",
        replace:
          "const named = (request.query as { actor?: string }).actor\n  if (!actor && named) return (await authority.actor(named, Date.now())) as Authorised\n  if (!actor) throw new ProblemError('SESSION_MISSING')",
      },
    ],
    async run(target) {
      const machine = await target.machine()
      const { userId } = await actorOf(target, 'admin', [])
      return told(
        await machine.ask({ path: `/v1/identity/workstations?actor=${userId}` }),
        'the list of all workstations',
      )
    },
  },
  {
    name: 'administrator-at-a-revoked-workstation',
    what: 'uses the token of an administrator on from a workstation that was reported stolen',
    code: 'WORKSTATION_REVOKED',
    defence: [
      {
        file: 'server/platform/auth/require.ts',
        find: "if (device.revokedAt !== null) throw new ProblemError('WORKSTATION_REVOKED')",
        replace: '',
      },
    ],
    async run(target) {
      const machine = await target.machine()
      const body = { username: 'admin', password: DEMO_PASSWORD }
      const person = (await machine.ask({ method: 'POST', path: '/v1/identity/sign-in', body })).body.token as string
      const token = await target.signIn('admin')
      const path = `/v1/identity/workstations/${machine.deviceId}/revoke`
      await target.ask({ method: 'POST', path, body: { reason: 'stolen' }, token })
      return told(await machine.ask({ path: '/v1/identity/workstations', person }), 'the list of all workstations')
    },
  },
]
