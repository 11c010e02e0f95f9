import { createHash, type KeyObject, sign } from 'node:crypto'
import { appendFile, open } from 'node:fs/promises'
import type pg from 'pg'
import { type Anchor, anchorText, type SignedAnchor } from '../../../src-shared/audit/protocol.ts'
import type { ChainedService } from './chains.ts'
import { addAnchors, chainHeads, newestAnchors } from './queries/anchors.ts'

export interface AnchorParts {
  pool: pg.Pool
  facilityId: string
  services: readonly ChainedService[]
  /** Ed25519. */
  privateKey: KeyObject
  /** Kept outside the database, a line an anchor. */
  file: string
  now(): number
  /** A chain is shorter than it was, or has another past: restored, or somebody was at it. */
  onBroken(anchor: Anchor): void
}

const keyOf = ({ of, device, chain }: Pick<Anchor, 'of' | 'device' | 'chain'>) => `${of} ${device} ${chain}`

/** Attests where every chain stands that has moved since the last time: first in the file, then in the database. */
export async function anchorAll(parts: AnchorParts): Promise<SignedAnchor[]> {
  const before = new Map((await newestAnchors(parts.pool, parts.facilityId)).map((each) => [keyOf(each.anchor), each]))
  const made: SignedAnchor[] = []
  for (const stand of await stands(parts)) {
    const last = before.get(keyOf(stand))?.anchor
    if (last && (stand.seq < last.seq || (stand.seq === last.seq && stand.hash !== last.hash))) parts.onBroken(last)
    else if (!last || stand.seq > last.seq) made.push(signed(parts, stand))
    before.delete(keyOf(stand))
  }
  for (const { anchor } of before.values()) parts.onBroken(anchor)
  if (made.length > 0) {
    await appendLines(parts.file, made)
    await addAnchors(parts.pool, made)
  }
  return made
}

async function stands({ pool, facilityId, services }: AnchorParts) {
  const own = await chainHeads(pool, facilityId)
  const found = own.map(({ device, chain, seq, hash }) => ({ of: 'workstation', device, chain, seq, hash }))
  for (const service of services)
    for (const head of await service.heads()) found.push({ of: service.name, chain: '', ...head })
  return found
}

function signed(
  { facilityId, privateKey, now }: AnchorParts,
  stand: Pick<Anchor, 'of' | 'device' | 'chain' | 'seq' | 'hash'>,
): SignedAnchor {
  const anchor: Anchor = { v: 1, facility: facilityId, ...stand, at: now() }
  return { anchor, signature: sign(null, Buffer.from(anchorText(anchor)), privateKey).toString('base64') }
}

/** Each line also holds the hash of the one before, so that one taken out of the file is seen. */
async function appendLines(file: string, anchors: readonly SignedAnchor[]): Promise<void> {
  let prev = sha256(await lastLine(file))
  const lines = anchors.map((each) => {
    const line = JSON.stringify({ prev, ...each })
    prev = sha256(line)
    return line
  })
  await appendFile(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600, flush: true })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
/** No line is longer. */
const LINE_BYTES = 4096

async function lastLine(path: string): Promise<string> {
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    const start = Math.max(0, size - LINE_BYTES)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    return buffer.subarray(0, bytesRead).toString('utf8').trimEnd().split('\n').at(-1) ?? ''
  } finally {
    await file.close()
  }
}
