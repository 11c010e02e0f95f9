import { createHash, type KeyObject, sign } from 'node:crypto'
import { AUDIT_START, type AuditEntry, entryText, headText, linkHash } from '../../../src-shared/audit/entry.ts'
import type { AuditPage } from '../../../src-shared/audit/protocol.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'
import { type Answer, type Machine, newKeys } from '../run/machine.ts'

const receive = 'server/services/audit/receive.ts'
const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex')
const CHAIN = sha256Hex('chain').slice(0, 32)

const entry = (device: string, seq: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{
    v: 1,
    device,
    chain: CHAIN,
    seq,
    at: Date.now(),
    actor: null,
    behalf: null,
    action: 'read.chart',
    subject: null,
  },
  ...{ ward: null, patients: [], reason: null, detail: {} },
  ...more,
})

/** A page from the first entry on, signed with whatever key. */
function page(texts: string[], deviceId: string, key: KeyObject): AuditPage {
  const hash = texts.reduce((prev, text) => linkHash(prev, text, sha256Hex), AUDIT_START)
  const signature = sign(null, Buffer.from(headText(deviceId, CHAIN, texts.length, hash)), key).toString('base64')
  return { chain: CHAIN, after: 0, entries: texts, hash, signature }
}
const send = (machine: Machine, body: AuditPage) => machine.ask({ method: 'POST', path: '/v1/audit/entries', body })
const end = (answer: Answer, evidence: string): Result =>
  answer.status === 200 ? succeeded(evidence) : repelled(answer.body.code)

export const attacks: readonly Attack[] = [
  {
    name: 'audit-under-another-name',
    what: 'lets his own workstation report reads as if another one had made them',
    code: 'AUDIT_FOREIGN',
    defence: [{ file: receive, find: "throw new ProblemError('AUDIT_FOREIGN', { seq })", replace: 'void seq' }],
    async run(target) {
      const [mine, other] = [await target.machine(), await target.machine()]
      const answer = await send(mine, page([entryText(entry(other.deviceId, 1))], mine.deviceId, mine.key))
      return end(answer, 'the server keeps a read under the name of another workstation')
    },
  },
  {
    name: 'audit-with-a-stolen-session',
    what: 'has the session of a workstation but not its key, and adds entries to its audit',
    code: 'SIGNATURE_WRONG',
    defence: [{ file: receive, find: "throw new ProblemError('SIGNATURE_WRONG')", replace: 'void text' }],
    async run(target) {
      const machine = await target.machine()
      const { privateKey } = newKeys()
      const answer = await send(machine, page([entryText(entry(machine.deviceId, 1))], machine.deviceId, privateKey))
      return end(answer, 'the server keeps an entry that the workstation never signed')
    },
  },
  {
    name: 'audit-another-past',
    what: 'puts the disk of a workstation back, works on, and sends other entries under numbers that were used',
    code: 'AUDIT_FORKED',
    defence: [{ file: receive, find: 'requireSamePast(links, known)', replace: 'void known' }],
    async run(target) {
      const machine = await target.machine()
      const of = (subject: string, seq: number) => entryText(entry(machine.deviceId, seq, { subject }))
      await send(machine, page([of('a', 1), of('b', 2)], machine.deviceId, machine.key))
      const answer = await send(machine, page([of('a', 1), of('c', 2), of('d', 3)], machine.deviceId, machine.key))
      return end(answer, 'the server takes entries that stand on another past')
    },
  },
  {
    name: 'audit-entry-with-two-meanings',
    what: 'sends an entry that names its actor twice, so that one reader sees him and another does not',
    code: 'INPUT_INVALID',
    defence: [{ file: receive, find: ' || canonicalJson(value) !== text', replace: '' }],
    async run(target) {
      const machine = await target.machine()
      const text = entryText(entry(machine.deviceId, 1)).replace('"actor":null', '"actor":"somebody else","actor":null')
      const answer = await send(machine, page([text], machine.deviceId, machine.key))
      return end(answer, 'the server keeps an entry that can be read in two ways')
    },
  },
]
