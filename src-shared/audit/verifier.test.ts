import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anchorOf,
  chainLines,
  exportedLines,
  isGenuine,
  newKey,
  serverKey,
  sha256Hex,
} from '../testing/audit/exported.ts'
import { linkHash } from './entry.ts'
import type { AuditLine, EntryLine } from './file.ts'
import { AuditVerifier, type VerifierParts } from './verifier.ts'

const ENTRIES = 23
const [FIRST, SECOND] = ['device a', 'device b']
const chains = () => [chainLines(FIRST, ENTRIES), chainLines(SECOND, ENTRIES)]
const whole = exportedLines(chains())

function verified(lines: readonly string[], more: Partial<VerifierParts> = {}) {
  const verifier = new AuditVerifier({ sha256Hex, verify: isGenuine, key: serverKey.publicKey, ...more })
  for (const line of lines) verifier.line(line)
  return verifier.end()
}
const codes = (lines: readonly string[], more?: Partial<VerifierParts>) =>
  verified(lines, more).faults.map(({ code }) => code)
const parse = (line: string | undefined) => JSON.parse(line ?? '') as AuditLine
/** Index of the line of each entry. */
const entryLines = whole.flatMap((line, at) => (parse(line).type === 'entry' ? [at] : []))
const anEntry = fc.integer({ min: 0, max: entryLines.length - 1 }).map((nth) => entryLines[nth] as number)
const seqAt = (at: number) => (parse(whole[at]) as EntryLine).seq
const deviceAt = (at: number) => (at < (entryLines[ENTRIES] ?? 0) ? FIRST : SECOND)

it('given a file as it was written, then it holds', () => {
  expect(verified(whole)).toMatchObject({ found: 0, entries: 2 * ENTRIES, chains: 2, lines: whole.length })
})

describe('given any one entry', () => {
  it('when it is taken out, then the verifier says which number of which workstation is missing, and before which line', () => {
    fc.assert(
      fc.property(anEntry, (at) => {
        const { faults } = verified(whole.toSpliced(at, 1))
        const last = seqAt(at) === ENTRIES
        const expected = last
          ? { code: 'AUDIT_TRUNCATED', seq: ENTRIES }
          : { code: 'AUDIT_DELETED', seq: seqAt(at), params: { from: seqAt(at), to: seqAt(at) } }
        expect(faults).toContainEqual(expect.objectContaining({ ...expected, device: deviceAt(at) }))
      }),
    )
  })

  it('when its text is changed, then the verifier names its line', () => {
    fc.assert(
      fc.property(anEntry, fc.integer({ min: 0, max: 60 }), (at, place) => {
        const line = parse(whole[at]) as EntryLine
        const entry = `${line.entry.slice(0, place)}~${line.entry.slice(place + 1)}`
        const { faults } = verified(whole.with(at, JSON.stringify({ ...line, entry })))
        expect(faults[0]).toMatchObject({ code: 'AUDIT_CHANGED', line: at + 1, seq: line.seq, device: deviceAt(at) })
      }),
    )
  })

  it('when it is changed with a hash that fits it, then the verifier names its line by what follows or was signed', () => {
    fc.assert(
      fc.property(anEntry, (at) => {
        const line = parse(whole[at]) as EntryLine
        const entry = line.entry.replace('read.chart', 'read.nothing')
        const hash = linkHash(line.prev, entry, sha256Hex)
        const { faults } = verified(whole.with(at, JSON.stringify({ ...line, entry, hash })))
        expect(faults[0]).toMatchObject({ line: at + 1, seq: line.seq })
        expect(['AUDIT_CHANGED', 'AUDIT_ATTESTED_OTHERWISE']).toContain(faults[0]?.code)
      }),
    )
  })

  it('when it is swapped with another of its chain, then the verifier names the one that came too late', () => {
    const pair = fc.tuple(anEntry, anEntry).filter(([a, b]) => a < b && deviceAt(a) === deviceAt(b))
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const { faults } = verified(whole.with(a, whole[b] as string).with(b, whole[a] as string))
        const moved = { code: 'AUDIT_REORDERED', line: b + 1, seq: seqAt(a), device: deviceAt(a) }
        expect(faults).toContainEqual(expect.objectContaining(moved))
      }),
    )
  })

  it('when it stands twice, then the verifier names the second', () => {
    fc.assert(
      fc.property(anEntry, (at) => {
        const { faults } = verified(whole.toSpliced(at + 1, 0, whole[at] as string))
        expect(faults).toContainEqual(expect.objectContaining({ code: 'AUDIT_DOUBLED', line: at + 2, seq: seqAt(at) }))
      }),
    )
  })
})

it('given any number of lines cut off the end, then the verifier says that the end is missing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (count) => {
      expect(codes(whole.slice(0, -count))).toContain('AUDIT_TRUNCATED')
    }),
  )
})

it('given any one byte changed anywhere, then the file does not hold', () => {
  const place = fc
    .integer({ min: 0, max: whole.length - 1 })
    .chain((at) => fc.tuple(fc.constant(at), fc.integer({ min: 0, max: (whole[at]?.length ?? 1) - 1 })))
  fc.assert(
    fc.property(place, ([at, byte]) => {
      const line = whole[at] as string
      const other = line[byte] === '0' ? '1' : '0'
      expect(verified(whole.with(at, line.slice(0, byte) + other + line.slice(byte + 1))).found).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

/** As somebody writes it who has the database and the file, and neither key. */
function forged(device: string, from: number): AuditLine[] {
  let prev: string | null = null
  return chainLines(device, ENTRIES).map((line) => {
    if (line.type === 'close') return { ...line, hash: prev ?? line.hash }
    if (line.type !== 'entry' || line.seq < from) return line
    const entry = line.entry.replace('"actor":"user', '"actor":"other')
    const hash = linkHash(prev ?? line.prev, entry, sha256Hex)
    const made = { ...line, entry, prev: prev ?? line.prev, hash }
    prev = hash
    return made
  })
}

it.each([2, 9, ENTRIES])('given all entries from %i on written anew, then the next signed statement tells', (from) => {
  const { faults } = verified(exportedLines([forged(FIRST, from), chainLines(SECOND, ENTRIES)]))
  const signedAt = [5, 7, 10, 14, 15, 20, 21, ENTRIES].find((seq) => seq >= from)
  expect(faults[0]).toMatchObject({ code: 'AUDIT_ATTESTED_OTHERWISE', device: FIRST, seq: signedAt })
})

it('given entries of one workstation put under another’s name, then they are told as foreign', () => {
  const [head, ...rest] = chainLines(FIRST, ENTRIES)
  const swapped = [{ ...(head as AuditLine), device: SECOND } as AuditLine, ...rest]
  expect(codes(exportedLines([swapped]))).toContain('AUDIT_FOREIGN_ENTRY')
})

it('given a chain that was shortened everywhere but in the anchors outside, then it is told as truncated', () => {
  const last = chainLines(FIRST, ENTRIES).at(-1) as Extract<AuditLine, { type: 'close' }>
  const anchors = [anchorOf(FIRST, sha256Hex(FIRST).slice(0, 32), ENTRIES, last.hash)]
  const short = exportedLines([chainLines(FIRST, 4)])
  expect(verified(short).found).toBe(0)
  expect(verified(short, { anchors }).faults).toEqual([
    expect.objectContaining({ code: 'AUDIT_TRUNCATED', device: FIRST, seq: 5, params: { seq: 4 } }),
  ])
  expect(codes(exportedLines([]), { anchors })).toEqual(['AUDIT_TRUNCATED'])
})

it('given a file signed with another key, then it is not believed where the key is known', () => {
  expect(codes(whole, { key: newKey().publicKey })).toContain('AUDIT_SIGNATURE_WRONG')
})

it('given something that is no exported audit, then it is refused as that', () => {
  expect(codes(['hello'])).toContain('AUDIT_NOT_A_FILE')
  expect(codes([])).toEqual(['AUDIT_TRUNCATED'])
})

it('given a line that cannot be read, then its number is named', () => {
  const { faults } = verified(whole.with(4, '{"type":'))
  expect(faults).toContainEqual(expect.objectContaining({ code: 'AUDIT_LINE_UNREADABLE', line: 5 }))
})
