import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import type { AuditHead, AuditLink, ServiceStore } from '../store/port.ts'

/** What stands before a chain's first link. */
export const AUDIT_START = '0'.repeat(64)

/** Chains `entries` behind the device's last link. */
export function nextLinks(
  head: AuditHead,
  entries: readonly Record<string, unknown>[],
  sha256Hex: (text: string) => string,
): AuditLink[] {
  let { seq, hash: prev } = head
  return entries.map((value) => {
    const entry = canonicalJson(value)
    const link = { seq: ++seq, prev, hash: sha256Hex(prev + entry), entry }
    prev = link.hash
    return link
  })
}

const PAGE = 1_000

/**
 * The sequence number of the first link that does not fit, or null where the whole chain holds.
 *
 * The chain may grow meanwhile: a head that stands further than the links read so far is no fault while more links
 * come. Without this, an entry between the two reads looked like a broken chain.
 */
export async function verifyChain(
  store: Pick<ServiceStore, 'auditLinks' | 'auditHead'>,
  deviceId: string,
  sha256Hex: (text: string) => string,
): Promise<number | null> {
  let [prev, seq] = [AUDIT_START, 0]
  for (let behind = 0; ; ) {
    const links = await store.auditLinks(deviceId, seq, PAGE)
    for (const link of links) {
      if (link.seq !== seq + 1 || link.prev !== prev || sha256Hex(prev + link.entry) !== link.hash) return seq + 1
      seq++
      prev = link.hash
    }
    if (links.length > 0) continue
    if (behind > seq) return seq + 1
    const head = await store.auditHead(deviceId)
    if (!head || (head.seq === seq && head.hash === prev)) return null
    if (head.seq <= seq) return seq + 1
    behind = head.seq
  }
}
