import { demoUserId } from '../../../server/demo/seed.ts'
import type { Proof } from '../../../src-shared/kernel/proof.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'
import type { Answer, Machine } from '../run/machine.ts'
import type { Target } from '../run/target.ts'

const PATIENT = '01931000-0000-7000-8000-000000000001'
const MINUTE = 60_000
const opening = { patientId: PATIENT, patientName: null, reason: 'emergency', note: 'Called to help' }
const fresh = (at = Date.now()): Proof => ({ method: 'pin', at, witness: null })

/** What the server made of the last command of a push. */
function judged({ body }: Answer, evidence: string): Result {
  const outcome = body.outcomes?.at(-1)
  if (!outcome) throw new Error(`the push was not taken: ${JSON.stringify(body)}`)
  return outcome.problem ? repelled(outcome.problem.code) : succeeded(evidence)
}

/** A manipulated workstation, and an administrator of the hospital in whose name it speaks. */
async function liar(target: Target) {
  const machine = await target.machine()
  const { facility } = await target.server()
  const actor = { userId: demoUserId(facility.id, 'admin'), roles: ['administrator' as const] }
  const send = (number: number, name: string, input: Record<string, unknown>, record: object = {}) =>
    push(machine, number, name, input, { actor, ...record })
  return { machine, send }
}
async function push(machine: Machine, number: number, name: string, input: Record<string, unknown>, record: object) {
  const envelope = machine.envelope({ name, input, number, record })
  return { answer: await machine.push('identity', [envelope]), commandId: envelope.record.commandId }
}

export const attacks: readonly Attack[] = [
  {
    name: 'server-glass-without-proof',
    what: 'sends the opening of a chart for which nobody has typed a PIN, from a manipulated workstation',
    code: 'REAUTH_NEEDED',
    defence: [
      {
        file: 'server/platform/sync/prepare.ts',
        find: "if (unproven && !isFact) return verdict('rejected', unproven)",
        replace: '',
      },
    ],
    async run(target) {
      const { send } = await liar(target)
      return judged((await send(1, 'identity.breakGlass', opening)).answer, 'an opened chart that counts')
    },
  },
  {
    name: 'server-glass-with-old-proof',
    what: 'puts the PIN of an hour ago to another command',
    code: 'REAUTH_OLD',
    defence: [
      {
        file: 'src-shared/kernel/proof.ts',
        find: "  if (!isFresh(proof.at, occurredAt)) return problem('REAUTH_OLD')\n",
        replace: '',
      },
    ],
    async run(target) {
      const { send } = await liar(target)
      const record = { proof: fresh(Date.now() - 60 * MINUTE) }
      return judged((await send(1, 'identity.breakGlass', opening, record)).answer, 'an opened chart that counts')
    },
  },
  {
    name: 'glass-reviewed-by-its-opener',
    what: 'says of a chart that she opened herself that it was right',
    code: 'BREAK_GLASS_OWN',
    defence: [
      {
        file: 'src-shared/domains/identity/commands/review-break-glass.ts',
        find: "    if (opened.userId === actor.userId) return refuse('BREAK_GLASS_OWN')\n",
        replace: '',
      },
    ],
    async run(target) {
      const { send } = await liar(target)
      const { commandId } = await send(1, 'identity.breakGlass', opening, { proof: fresh() })
      const review = { breakGlassId: commandId, outcome: 'justified', note: 'Nothing to see' }
      return judged((await send(2, 'identity.reviewBreakGlass', review)).answer, 'a review by herself')
    },
  },
  {
    name: 'glass-item-closed-unseen',
    what: 'takes an opened chart off the inbox as “looked at”, without a review',
    code: 'INBOX_NEEDS_REVIEW',
    defence: [
      {
        file: 'src-shared/kernel/inbox.ts',
        find: "      if (item.problems.some(({ code }) => reviewed[code])) return refuse('INBOX_NEEDS_REVIEW')\n",
        replace: '',
      },
    ],
    async run(target) {
      const { send } = await liar(target)
      const { commandId } = await send(1, 'identity.breakGlass', opening, { proof: fresh() })
      const closing = { itemId: commandId, how: 'acknowledged', note: 'Nothing to see' }
      return judged((await send(2, 'identity.closeInboxItem', closing)).answer, 'an inbox without it')
    },
  },
]
