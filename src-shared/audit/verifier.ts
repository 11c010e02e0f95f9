import { AUDIT_START, auditPlaceSchema, headText, linkHash } from './entry.ts'
import type { AuditFault, AuditFaultCode } from './faults.ts'
import { type AuditLine, auditLineOf, type ChainLine, type EntryLine, endText } from './file.ts'
import { type Anchor, anchorText, type SignedAnchor } from './protocol.ts'

export interface VerifierParts {
  sha256Hex(text: string): string
  /** `publicKey`: base64, raw Ed25519. */
  verify(publicKey: string, text: string, signature: string): boolean
  /** The server's, as noted elsewhere; left out: the one that the file names, which whoever wrote the file could make. */
  key?: string
  /** Kept outside the database and outside the file. */
  anchors?: readonly SignedAnchor[]
}
export interface AuditVerdict {
  faults: AuditFault[]
  /** Over `faults`: more are counted than kept. */
  found: number
  entries: number
  chains: number
  lines: number
  /** The key that was believed. */
  key: string | null
}

const MOST_FAULTS = 1_000

/** A chain while it is read. */
interface Open {
  head: ChainLine
  /** Line of the highest number so far. */
  line: number
  seq: number
  hash: string
  entries: number
  /** Numbers that were passed over, with the line after them. */
  gaps: { from: number; to: number; line: number }[]
  /** False after a fault that the next entry cannot be measured by. */
  sound: boolean
  /** Statements of elsewhere by number. */
  attested: Map<number, Anchor>
}

/**
 * Reads an exported audit line by line and finds what was deleted, changed, moved or cut off. Holds one chain's place, not
 * the file. Pure: hashing and signatures are given.
 */
export class AuditVerifier {
  readonly #parts: VerifierParts
  readonly #faults: AuditFault[] = []
  readonly #outside = new Map<string, Map<number, Anchor>>()
  #found = 0
  #line = 0
  #entries = 0
  #chains = 0
  #facility = ''
  #key: string | null
  #open: Open | null = null
  #digest = AUDIT_START
  #ended = false

  constructor(parts: VerifierParts) {
    this.#parts = parts
    this.#key = parts.key ?? null
    for (const { anchor } of parts.anchors ?? []) {
      const known = this.#outside.get(keyOf(anchor)) ?? new Map<number, Anchor>()
      this.#outside.set(keyOf(anchor), known.set(anchor.seq, anchor))
    }
  }

  line(text: string): void {
    this.#line += 1
    const line = auditLineOf(text)
    if (this.#line === 1 && line?.type !== 'audit') this.#fault('AUDIT_NOT_A_FILE')
    else if (line === null || this.#ended) this.#unreadable()
    else this.#read(line, text)
  }

  end(): AuditVerdict {
    if (this.#open) this.#closeChain(null)
    this.#requireOutside()
    if (!this.#ended) this.#fault('AUDIT_TRUNCATED', { seq: 0 })
    const [faults, found, entries, chains, lines] = [
      this.#faults.sort((a, b) => a.line - b.line),
      this.#found,
      this.#entries,
      this.#chains,
      this.#line,
    ]
    return { faults, found, entries, chains, lines, key: this.#key }
  }

  #read(line: AuditLine, text: string): void {
    if (line.type !== 'end') this.#digest = this.#parts.sha256Hex(this.#digest + text)
    if (line.type === 'audit') this.#begin(line)
    else if (line.type === 'chain') this.#openChain(line)
    else if (line.type === 'end') this.#endFile(line)
    else if (!this.#open) this.#fault('AUDIT_LINE_UNREADABLE')
    else if (line.type === 'entry') this.#entry(this.#open, line)
    else if (line.type === 'head') this.#head(this.#open, line)
    else if (line.type === 'anchor') this.#anchor(this.#open, line)
    else this.#closeChain(line)
  }

  #begin({ facility, key }: Extract<AuditLine, { type: 'audit' }>): void {
    if (this.#line > 1) return void this.#fault('AUDIT_LINE_UNREADABLE')
    this.#facility = facility
    this.#key ??= key
    for (const { anchor, signature } of this.#parts.anchors ?? [])
      if (!this.#isServers(anchorText(anchor), signature)) this.#fault('AUDIT_SIGNATURE_WRONG', { by: 'an anchor' })
  }

  #openChain(head: ChainLine): void {
    if (this.#open) this.#closeChain(null)
    this.#chains += 1
    const key = keyOf(head)
    const attested = this.#outside.get(key) ?? new Map<number, Anchor>()
    this.#outside.delete(key)
    this.#open = {
      ...{ head, line: this.#line, seq: head.after, hash: head.prev, entries: 0, gaps: [], sound: true, attested },
    }
    if (head.after === 0 && head.prev !== AUDIT_START) this.#fault('AUDIT_CHANGED', {}, 1)
  }

  #entry(open: Open, line: EntryLine): void {
    this.#entries += 1
    open.entries += 1
    if (line.seq <= open.seq) return void this.#late(open, line)
    const follows = line.seq === open.seq + 1
    if (!follows) open.gaps.push({ from: open.seq + 1, to: line.seq - 1, line: this.#line })
    const whole = linkHash(line.prev, line.entry, this.#parts.sha256Hex) === line.hash
    if (!whole) this.#fault('AUDIT_CHANGED', {}, line.seq)
    else if (follows && open.sound && line.prev !== open.hash) this.#before(open)
    this.#requirePlace(open, line)
    Object.assign(open, { seq: line.seq, hash: line.hash, line: this.#line, sound: whole })
    this.#compare(open, line.seq, line.hash, open.attested.get(line.seq), 'the file of anchors')
    open.attested.delete(line.seq)
  }

  /** It fits itself and not the one before, which was written anew. */
  #before(open: Open): void {
    if (open.entries === 1) this.#fault('AUDIT_CHANGED', {}, open.seq + 1)
    else this.#fault('AUDIT_CHANGED', {}, open.seq, open.line)
  }

  /** A number that was passed over before was moved here; any other stands twice. */
  #late(open: Open, { seq }: EntryLine): void {
    const gap = open.gaps.find(({ from, to }) => seq >= from && seq <= to)
    if (!gap) return void this.#fault('AUDIT_DOUBLED', {}, seq)
    this.#fault('AUDIT_REORDERED', {}, seq)
    const rest = [
      { ...gap, to: seq - 1 },
      { ...gap, from: seq + 1 },
    ].filter(({ from, to }) => from <= to)
    open.gaps.splice(open.gaps.indexOf(gap), 1, ...rest)
  }

  /** A workstation's entry names its place itself; a service's has none but its hash. */
  #requirePlace({ head }: Open, { seq, entry }: EntryLine): void {
    if (head.of !== 'workstation') return
    const place = placeOf(entry)
    if (place?.device !== head.device || place.chain !== head.chain || place.seq !== seq)
      this.#fault('AUDIT_FOREIGN_ENTRY', {}, seq)
  }

  #head(open: Open, { seq, hash, signature }: Extract<AuditLine, { type: 'head' }>): void {
    const { device, chain, key } = open.head
    if (key === null || !this.#parts.verify(key, headText(device, chain, seq, hash), signature))
      this.#fault('AUDIT_SIGNATURE_WRONG', { by: 'the workstation' }, seq)
    else this.#attested(open, seq, hash, 'the workstation')
  }

  #anchor(open: Open, { anchor, signature }: Extract<AuditLine, { type: 'anchor' }>): void {
    if (!this.#isServers(anchorText(anchor), signature))
      this.#fault('AUDIT_SIGNATURE_WRONG', { by: 'the server' }, anchor.seq)
    else if (keyOf(anchor) !== keyOf(open.head)) this.#fault('AUDIT_FOREIGN_ENTRY', {}, anchor.seq)
    else this.#attested(open, anchor.seq, anchor.hash, 'the server')
  }

  /** Statements stand right behind the entry that they are about. */
  #attested(open: Open, seq: number, hash: string, by: string): void {
    if (seq > open.seq) this.#fault('AUDIT_TRUNCATED', { seq: open.seq }, seq)
    else this.#compare(open, seq, hash, seq === open.seq ? { hash: open.hash } : undefined, by)
  }

  #compare(open: Open, seq: number, hash: string, other: { hash: string } | undefined, by: string): void {
    if (other && other.hash !== hash) this.#fault('AUDIT_ATTESTED_OTHERWISE', { seq, by }, seq, open.line)
  }

  #closeChain(line: Extract<AuditLine, { type: 'close' }> | null): void {
    const open = this.#open as Open
    for (const { from, to, line: at } of open.gaps) this.#fault('AUDIT_DELETED', { from, to }, from, at)
    const furthest = Math.max(line?.seq ?? 0, ...open.attested.keys())
    if (line === null || furthest > open.seq) this.#fault('AUDIT_TRUNCATED', { seq: open.seq }, open.seq + 1)
    else if (line.hash !== open.hash || line.entries !== open.entries)
      this.#fault('AUDIT_CHANGED', {}, open.seq, open.line)
    this.#open = null
  }

  /** Chains of which something was attested, and that are not here at all. */
  #requireOutside(): void {
    for (const attested of this.#outside.values()) {
      const last = [...attested.values()].at(-1)
      if (last) this.#add({ ...last, code: 'AUDIT_TRUNCATED', line: this.#line, seq: 1, params: { seq: 0 } })
    }
  }

  #endFile({ lines, chains, digest, signature }: Extract<AuditLine, { type: 'end' }>): void {
    if (this.#open) this.#closeChain(null)
    this.#ended = true
    const text = endText({ facility: this.#facility, lines, chains, digest })
    if (!this.#isServers(text, signature)) this.#fault('AUDIT_SIGNATURE_WRONG', { by: 'the end of the file' })
    // what has its own place was told there
    else if (this.#found === 0 && (lines !== this.#line - 1 || chains !== this.#chains || digest !== this.#digest))
      this.#fault('AUDIT_FILE_CHANGED')
  }

  #isServers(text: string, signature: string): boolean {
    return this.#key !== null && this.#parts.verify(this.#key, text, signature)
  }

  #unreadable(): void {
    this.#fault('AUDIT_LINE_UNREADABLE', {}, this.#open ? this.#open.seq + 1 : null)
    // what was on it is missing then: its line has said so
    if (this.#open) this.#open.sound = false
  }

  #fault(code: AuditFaultCode, params: AuditFault['params'] = {}, seq: number | null = null, line = this.#line): void {
    const { of = null, device = null, chain = null } = this.#open?.head ?? {}
    this.#add({ code, line, of, device, chain, seq, params })
  }

  #add({ code, line, of, device, chain, seq, params }: AuditFault): void {
    this.#found += 1
    if (this.#faults.length < MOST_FAULTS) this.#faults.push({ code, line, of, device, chain, seq, params })
  }
}

const keyOf = ({ of, device, chain }: Pick<Anchor, 'of' | 'device' | 'chain'>) => `${of} ${device} ${chain}`

function placeOf(entry: string) {
  try {
    return auditPlaceSchema.safeParse(JSON.parse(entry)).data ?? null
  } catch {
    return null
  }
}
