import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import { AUDIT_START, entryText, headText, linkHash } from '../../audit/entry.ts'
import { type AuditLine, endText } from '../../audit/file.ts'
import { type Anchor, anchorText } from '../../audit/protocol.ts'

export const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex')

export function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(12).toString('base64')
  return { privateKey, publicKey: raw, sign: (text: string) => signed(privateKey, text) }
}
const signed = (key: KeyObject, text: string) => sign(null, Buffer.from(text), key).toString('base64')

const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
export function isGenuine(publicKey: string, text: string, signature: string): boolean {
  const der = Buffer.concat([SPKI, Buffer.from(publicKey, 'base64')])
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

const FACILITY = 'hospital'
export const serverKey = newKey()
export const deviceKey = newKey()

/** One workstation's chain as lines: heads of every fifth entry, an anchor at every seventh. */
export function chainLines(device: string, entries: number): AuditLine[] {
  const chain = sha256Hex(device).slice(0, 32)
  const lines: AuditLine[] = [
    { type: 'chain', of: 'workstation', device, chain, key: deviceKey.publicKey, after: 0, prev: AUDIT_START },
  ]
  let prev = AUDIT_START
  for (let seq = 1; seq <= entries; seq++) {
    const entry = entryOf(device, chain, seq)
    const hash = linkHash(prev, entry, sha256Hex)
    lines.push({ type: 'entry', seq, prev, hash, entry, receivedAt: 5_000 + seq })
    if (seq % 5 === 0 || seq === entries)
      lines.push({ type: 'head', seq, hash, signature: deviceKey.sign(headText(device, chain, seq, hash)) })
    if (seq % 7 === 0) lines.push({ type: 'anchor', ...anchorOf(device, chain, seq, hash) })
    prev = hash
  }
  return [...lines, { type: 'close', seq: entries, hash: prev, entries }]
}

const entryOf = (device: string, chain: string, seq: number) =>
  entryText({
    ...{ v: 1, device, chain, seq, at: 1_000 + seq, actor: `user ${seq % 3}`, behalf: null, action: 'read.chart' },
    ...{ subject: `chart ${seq}`, ward: null, patients: [], reason: { by: 'role', roles: ['nurse'] }, detail: {} },
  })

export function anchorOf(device: string, chain: string, seq: number, hash: string) {
  const anchor: Anchor = { v: 1, facility: FACILITY, of: 'workstation', device, chain, seq, hash, at: 9_000 + seq }
  return { anchor, signature: serverKey.sign(anchorText(anchor)) }
}

/** A whole file of these chains, as the server writes it. */
export function exportedLines(chains: readonly AuditLine[][]): string[] {
  const head: AuditLine = { type: 'audit', format: 1, facility: FACILITY, exportedAt: 20_000, key: serverKey.publicKey }
  const lines = [head, ...chains.flat()].map((line) => JSON.stringify(line))
  const digest = lines.reduce((before, line) => sha256Hex(before + line), AUDIT_START)
  const end = { lines: lines.length, chains: chains.length, digest }
  const signature = serverKey.sign(endText({ facility: FACILITY, ...end }))
  return [...lines, JSON.stringify({ type: 'end', ...end, signature } satisfies AuditLine)]
}
