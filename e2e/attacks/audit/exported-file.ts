import { linkHash } from '../../../src-shared/audit/entry.ts'
import type { AuditLine, EntryLine } from '../../../src-shared/audit/file.ts'
import type { SignedAnchor } from '../../../src-shared/audit/protocol.ts'
import { AuditVerifier } from '../../../src-shared/audit/verifier.ts'
import {
  anchorOf,
  chainLines,
  exportedLines,
  isGenuine,
  sha256Hex,
} from '../../../src-shared/testing/audit/exported.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'

const verifier = 'src-shared/audit/verifier.ts'
const DEVICE = 'ward 7 trolley'
const ENTRIES = 12

/** The attacker writes the end of the file anew and signs it with a key of his own, which the file then names. */
function judged(lines: AuditLine[], anchors: SignedAnchor[] = []): Result {
  const reader = new AuditVerifier({ sha256Hex, verify: isGenuine, anchors })
  for (const line of exportedLines([lines])) reader.line(line)
  const { faults } = reader.end()
  return faults[0] ? repelled(faults[0].code) : succeeded('the verifier says that the file holds')
}
const isEntry = (line: AuditLine): line is EntryLine => line.type === 'entry'
const closing = (lines: AuditLine[]) => lines.at(-1) as Extract<AuditLine, { type: 'close' }>

/** Without what others signed about it, with every hash made anew. */
function relinked(lines: readonly AuditLine[]): AuditLine[] {
  let [prev, entries, seq] = ['0'.repeat(64), 0, 0]
  const made = lines.flatMap((line): AuditLine[] => {
    if (line.type === 'chain') return [line]
    if (!isEntry(line)) return []
    const hash = linkHash(prev, line.entry, sha256Hex)
    const link = { ...line, prev, hash }
    prev = hash
    entries += 1
    seq = line.seq
    return [link]
  })
  return [...made, { type: 'close', seq, hash: prev, entries }]
}

export const attacks: readonly Attack[] = [
  {
    name: 'audit-entry-taken-out',
    what: 'takes one entry out of an exported audit, and mends the count at its end',
    code: 'AUDIT_DELETED',
    defence: [{ file: verifier, find: 'if (!follows) open.gaps.push(', replace: 'if (!follows) [].push(' }],
    async run() {
      const lines = chainLines(DEVICE, ENTRIES).filter((line) => !(isEntry(line) && line.seq === 4))
      return judged(lines.with(-1, { ...closing(lines), entries: ENTRIES - 1 }))
    },
  },
  {
    name: 'audit-tail-cut',
    what: 'cuts off the newest entries at the server and in the file, with everything that was signed about them',
    code: 'AUDIT_TRUNCATED',
    defence: [
      {
        file: verifier,
        find: 'Math.max(line?.seq ?? 0, ...open.attested.keys())',
        replace: 'Math.max(line?.seq ?? 0)',
      },
    ],
    async run() {
      const whole = chainLines(DEVICE, ENTRIES)
      const { chain } = whole[0] as Extract<AuditLine, { type: 'chain' }>
      const anchor = anchorOf(DEVICE, chain, ENTRIES, closing(whole).hash)
      return judged(chainLines(DEVICE, 6), [anchor])
    },
  },
  {
    name: 'audit-tail-rehashed',
    what: 'changes an entry and makes all hashes behind it anew, so that the chain fits again',
    code: 'AUDIT_ATTESTED_OTHERWISE',
    defence: [
      { file: verifier, find: 'if (other && other.hash !== hash)', replace: "if (other && other.hash === '')" },
    ],
    async run() {
      const whole = chainLines(DEVICE, ENTRIES)
      const changed = whole.map((line) =>
        isEntry(line) && line.seq === 3 ? { ...line, entry: line.entry.replace('chart 3', 'chart 9') } : line,
      )
      const entries = new Map(relinked(changed).flatMap((line) => (isEntry(line) ? [[line.seq, line] as const] : [])))
      const end = closing(relinked(changed))
      const lines = whole.map((line) => (isEntry(line) ? (entries.get(line.seq) as EntryLine) : line))
      return judged(lines.with(-1, end))
    },
  },
  {
    name: 'audit-entries-renumbered',
    what: 'takes one entry out, numbers those behind it anew, makes all hashes anew and leaves out what was signed',
    code: 'AUDIT_FOREIGN_ENTRY',
    defence: [{ file: verifier, find: "if (head.of !== 'workstation') return", replace: 'if (head) return' }],
    async run() {
      const lines = chainLines(DEVICE, ENTRIES).filter((line) => !(isEntry(line) && line.seq === 4))
      return judged(
        relinked(lines.map((line) => (isEntry(line) && line.seq > 4 ? { ...line, seq: line.seq - 1 } : line))),
      )
    },
  },
]
