import { DEMO_PASSWORD } from '../../../server/demo/hospital.ts'
import { SYSTEM_ACTOR } from '../../../server/demo/seed.ts'
import { type Attack, repelled, succeeded } from '../attack.ts'
import { newKeys } from '../run/machine.ts'
import type { Target } from '../run/target.ts'

const tries = 'server/services/identity/tries.ts'
const devices = 'server/services/identity/devices.ts'

const guess = (target: Target, username: string, password: string) =>
  target.ask({ method: 'POST', path: '/v1/identity/sign-in', body: { username, password } })
const enrol = (target: Target, code: string) =>
  target.ask({
    method: 'POST',
    path: '/v1/identity/enrol',
    body: { code, name: 'Machine', publicKey: newKeys().publicKey },
  })
const newCode = async (target: Target) =>
  (await target.server()).identity.devices.createCode(SYSTEM_ACTOR.userId, ['staff'])

/** All of this process come from one address: whoever has guessed too much must not stand in the way of the next attack. */
const forgetAtEnd = async (target: Target) => {
  const { services } = await target.server()
  target.atEnd(() => services.get('identity')?.pool.query('DELETE FROM secret_try'))
}
const noLimit = { file: tries, find: 'WHERE t.wait_until <= $3', replace: '' }

export const attacks: readonly Attack[] = [
  {
    name: 'password-guessed',
    what: 'tries the hundred most used passwords of a nurse, the right one among them',
    code: 'SIGN_IN_WAIT',
    defence: [noLimit],
    async run(target) {
      await forgetAtEnd(target)
      for (let i = 0; i < 6; i++) await guess(target, 'nimali', `guess ${i}`)
      const { status, body } = await guess(target, 'nimali', DEMO_PASSWORD)
      return status === 200 ? succeeded('the password of a nurse') : repelled(body.code)
    },
  },
  {
    name: 'password-guessed-all-at-once',
    what: 'sends all guesses of a password at the same moment, before the first of them is counted as wrong',
    code: '5 of 20 looked at',
    defence: [noLimit],
    async run(target) {
      await forgetAtEnd(target)
      const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => guess(target, 'admin', `guess ${i}`)))
      const looked = answers.filter(({ body }) => body.code === 'SIGN_IN_WRONG').length
      return looked === 20 ? succeeded('twenty guesses in the time of one') : repelled(`${looked} of 20 looked at`)
    },
  },
  {
    name: 'names-told-by-waiting',
    what: 'asks who works here: whom a wrong password makes wait, and whom it does not',
    code: 'SIGN_IN_WAIT',
    defence: [
      {
        file: 'server/services/identity/sign-in.ts',
        find: "if (wait > 0) throw new ProblemError('SIGN_IN_WAIT', { seconds: wait })",
        replace: `const known = await pool.query('SELECT 1 FROM "user" WHERE username = $1', [name])
      if (wait > 0 && known.rowCount) throw new ProblemError('SIGN_IN_WAIT', { seconds: wait })`,
      },
    ],
    async run(target) {
      await forgetAtEnd(target)
      for (let i = 0; i < 5; i++) await guess(target, 'nobody.of.this.name', 'x')
      const { body } = await guess(target, 'nobody.of.this.name', 'x')
      return body.code === 'SIGN_IN_WAIT' ? repelled(body.code) : succeeded(`nobody has this name (${body.code})`)
    },
  },
  {
    name: 'enrolment-code-guessed',
    what: 'tries enrolment codes one after the other until one of today’s is found',
    code: 'ENROLMENT_WAIT',
    defence: [noLimit],
    async run(target) {
      await forgetAtEnd(target)
      const { code } = await newCode(target)
      for (let i = 0; i < 11; i++) await enrol(target, `WRONG-${i}`)
      const { status, body } = await enrol(target, code)
      return status === 200 ? succeeded('a workstation of the hospital') : repelled(body.code)
    },
  },
  {
    name: 'enrolment-code-used-twice',
    what: 'finds the note with an enrolment code beside a new workstation, and enrols a machine of its own with it',
    code: 'ENROLMENT_CODE_WRONG',
    defence: [{ file: devices, find: 'code_hash = $2 AND used_at IS NULL AND', replace: 'code_hash = $2 AND' }],
    async run(target) {
      const { code } = await newCode(target)
      const first = await enrol(target, code)
      if (first.status !== 200) throw new Error(`the workstation was not enrolled: ${first.body.code}`)
      const { status, body } = await enrol(target, code)
      return status === 200 ? succeeded('a workstation of the hospital') : repelled(body.code)
    },
  },
  {
    name: 'enrolment-code-of-last-week',
    what: 'finds a code that was never used, a day after it was made',
    code: 'ENROLMENT_CODE_WRONG',
    defence: [{ file: devices, find: 'used_at IS NULL AND expires_at > $4', replace: 'used_at IS NULL' }],
    async run(target) {
      const { code } = await newCode(target)
      const { services } = await target.server()
      await services.get('identity')?.pool.query('UPDATE enrolment_code SET expires_at = $1', [Date.now() - 1])
      const { status, body } = await enrol(target, code)
      return status === 200 ? succeeded('a workstation of the hospital') : repelled(body.code)
    },
  },
]
