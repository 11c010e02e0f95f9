import { createHash, sign } from 'node:crypto'
import type pg from 'pg'
import { AUDIT_START } from '../../../src-shared/audit/entry.ts'
import { type AuditLine, endText } from '../../../src-shared/audit/file.ts'
import type { SignedAnchor } from '../../../src-shared/audit/protocol.ts'
import { type ChainedService, pagesOf } from './chains.ts'
import type { AuditKey } from './key.ts'
import { chainHeads } from './queries/anchors.ts'
import { type Attestation, anchorsOf, headsOf, linkPages } from './queries/export.ts'

interface Parts {
  pool: pg.Pool
  facilityId: string
  services: readonly ChainedService[]
  key: AuditKey
  now(): number
}
type Entry = Extract<AuditLine, { type: 'entry' }>
interface Chain {
  of: string
  device: string
  chain: string
  key: string | null
  seq: number
  hash: string
  pages: AsyncGenerator<Omit<Entry, 'type'>[]>
  heads: Attestation[]
  anchors: SignedAnchor[]
}

/** All chains as they stand now, as the lines of a file (src-shared/audit/file.ts), a page in memory at a time. */
export async function* exportLines(parts: Parts): AsyncGenerator<string> {
  const { facilityId: facility, key } = parts
  let [digest, lines, chains] = [AUDIT_START, 0, 0]
  const put = (line: AuditLine) => {
    const text = JSON.stringify(line)
    digest = createHash('sha256')
      .update(digest + text)
      .digest('hex')
    lines += 1
    return `${text}\n`
  }
  yield put({ type: 'audit', format: 1, facility, exportedAt: parts.now(), key: key.publicKey })
  for await (const chain of chainsOf(parts)) {
    chains += 1
    for await (const line of linesOf(chain)) yield put(line)
  }
  const text = endText({ facility, lines, chains, digest })
  const signature = sign(null, Buffer.from(text), key.privateKey).toString('base64')
  yield `${JSON.stringify({ type: 'end', lines, chains, digest, signature } satisfies AuditLine)}\n`
}

async function* chainsOf({ pool, facilityId, services }: Parts): AsyncGenerator<Chain> {
  for (const { device, chain, seq, hash, publicKey } of await chainHeads(pool, facilityId)) {
    const id = { facilityId, deviceId: device, chain }
    const [heads, anchors] = [await headsOf(pool, id, seq), await anchorsOf(pool, { ...id, of: 'workstation' })]
    const pages = linkPages(pool, id, seq)
    yield { of: 'workstation', device, chain, key: publicKey, seq, hash, pages, heads, anchors }
  }
  for (const service of services)
    for (const { device, seq, hash } of await service.heads()) {
      const id = { facilityId, deviceId: device, chain: '' }
      const anchors = await anchorsOf(pool, { ...id, of: service.name })
      const pages = pagesOf(service, device, seq)
      yield { of: service.name, device, chain: '', key: null, seq, hash, pages, heads: [], anchors }
    }
}

/** What attests an entry stands right behind it. */
async function* linesOf(chain: Chain): AsyncGenerator<AuditLine> {
  const { of, device, key, seq, hash } = chain
  const [heads, anchors] = [[...chain.heads], [...chain.anchors]]
  yield { type: 'chain', of, device, chain: chain.chain, key, after: 0, prev: AUDIT_START }
  let entries = 0
  for await (const page of chain.pages)
    for (const entry of page) {
      entries += 1
      yield { type: 'entry', ...entry }
      for (; heads[0] && heads[0].seq <= entry.seq; heads.shift()) yield { type: 'head', ...heads[0] }
      for (; anchors[0] && anchors[0].anchor.seq <= entry.seq; anchors.shift()) yield { type: 'anchor', ...anchors[0] }
    }
  for (const each of anchors) yield { type: 'anchor', ...each }
  yield { type: 'close', seq, hash, entries }
}
