import type pg from 'pg'
import { AUDIT_START, auditEntrySchema, auditPlaceSchema, headText, linkHash } from '../../../src-shared/audit/entry.ts'
import type { AuditAnswer, AuditPage } from '../../../src-shared/audit/protocol.ts'
import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { DeviceSession } from '../../platform/auth/authority.ts'
import { transaction } from '../../platform/database/transaction.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import { lastAnchor } from './queries/anchors.ts'
import { addHead, addLinks, type ChainId, hashesFrom, headOf, holdChain, type NewLink } from './queries/links.ts'

interface Parts {
  pool: pg.Pool
  ports: ServerPorts
}

/**
 * Takes a page of a workstation's audit: what is here already is compared, what is new is added. An entry whose place is
 * right is kept word for word, whatever else stands in it.
 * @throws ProblemError AUDIT_EXPECTED, AUDIT_FORKED, AUDIT_FOREIGN, SIGNATURE_WRONG, INPUT_INVALID
 */
export async function receive({ pool, ports }: Parts, device: DeviceSession, page: AuditPage): Promise<AuditAnswer> {
  const { deviceId, facilityId, publicKey } = device
  const of: ChainId = { facilityId, deviceId, chain: page.chain }
  const last = page.after + page.entries.length
  const text = headText(deviceId, page.chain, last, page.hash)
  if (!(await ports.verifySignature(publicKey, text, page.signature))) throw new ProblemError('SIGNATURE_WRONG')
  return transaction(pool, async (client) => {
    await holdChain(client, of)
    const head = (await headOf(client, of)) ?? { seq: 0, hash: AUDIT_START }
    if (page.after > head.seq) throw new ProblemError('AUDIT_EXPECTED', { seq: head.seq })
    const known = await hashesFrom(client, of, page.after, page.entries.length + 1)
    const before = page.after === 0 ? AUDIT_START : (known.get(page.after) ?? '')
    const links = linksOf(of, page, before, ports.sha256Hex)
    requireSamePast(links, known)
    const fresh = links.filter(({ seq }) => seq > head.seq)
    if (fresh.length > 0) {
      const at = ports.clock.now()
      await addLinks(client, of, at, fresh)
      await addHead(client, of, { publicKey, seq: last, hash: page.hash, signature: page.signature, at })
    }
    return { seq: Math.max(head.seq, last), anchor: await lastAnchor(client, { ...of, of: 'workstation' }) }
  })
}

function linksOf(of: ChainId, page: AuditPage, before: string, sha256Hex: (text: string) => string): NewLink[] {
  let prev = before
  const links = page.entries.map((entry, at) => {
    const seq = page.after + at + 1
    const link = { seq, prev, hash: linkHash(prev, entry, sha256Hex), entry, ...readable(of, seq, entry) }
    prev = link.hash
    return link
  })
  // signed is the hash, sent are the entries
  if (prev !== page.hash) throw new ProblemError('AUDIT_FORKED', { seq: page.after + 1 })
  return links
}

function requireSamePast(links: readonly NewLink[], known: ReadonlyMap<number, string>): void {
  const other = links.find(({ seq, hash }) => known.has(seq) && known.get(seq) !== hash)
  if (other) throw new ProblemError('AUDIT_FORKED', { seq: other.seq })
}

/** The place must be right; of the rest whatever can be read. */
function readable(of: ChainId, seq: number, text: string): Omit<NewLink, 'seq' | 'prev' | 'hash' | 'entry'> {
  const value = parsed(text)
  // one text has one meaning: members twice or in another order could be read in two ways
  if (value === undefined || canonicalJson(value) !== text)
    throw new ProblemError('INPUT_INVALID', { detail: `entry ${seq}` })
  const place = auditPlaceSchema.safeParse(value).data
  if (place?.device !== of.deviceId || place.chain !== of.chain || place.seq !== seq)
    throw new ProblemError('AUDIT_FOREIGN', { seq })
  const entry = auditEntrySchema.safeParse(value).data
  if (!entry) return { at: null, actor: null, action: null, subject: null, ward: null, patients: [] }
  const { at, actor, action, subject, ward, patients } = entry
  const columns = { at, actor: plain(actor), action: plain(action), subject: plain(subject), ward: plain(ward) }
  return { ...columns, patients: patients.map((each) => plain(each) ?? '') }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What PostgreSQL's text refuses is only left out where it is searched; the entry has it. */
const plain = (text: string | null) => text?.replaceAll('\u0000', '') ?? null
