import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { AuditHead, AuditLink } from '../store/port.ts'
import { AUDIT_START, nextLinks, verifyChain } from './chain.ts'

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex')
const entries = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => ({ n: from + i }))

/** A chain of `length` links, and what happens when its head is asked. */
function chainOf(
  length: number,
  atHead: (chain: { links: AuditLink[]; head: AuditHead }, times: number) => void = () => undefined,
) {
  const chain = { links: [] as AuditLink[], head: { seq: 0, hash: AUDIT_START } as AuditHead }
  append(chain, length)
  let times = 0
  return {
    auditLinks: async (_device: string, after: number, limit: number) =>
      chain.links.filter(({ seq }) => seq > after).slice(0, limit),
    auditHead: async () => {
      atHead(chain, ++times)
      return chain.head
    },
  }
}

function append(chain: { links: AuditLink[]; head: AuditHead }, count: number) {
  const links = nextLinks(chain.head, entries(chain.head.seq + 1, chain.head.seq + count), sha256Hex)
  chain.links.push(...links)
  const last = links.at(-1)
  if (last) chain.head = { seq: last.seq, hash: last.hash }
}

it('given a chain of more than one page, then it holds', async () => {
  expect(await verifyChain(chainOf(2_500), 'd', sha256Hex)).toBeNull()
})

it('given entries that come while the chain is verified, then it is not called broken', async () => {
  const growing = chainOf(1_984, (chain, times) => {
    if (times <= 3) append(chain, times * 700)
  })
  expect(await verifyChain(growing, 'd', sha256Hex)).toBeNull()
})

it('given the last links taken away, then the first that is missing is named', async () => {
  const cut = chainOf(10, ({ links }) => links.splice(8))
  await cut.auditHead()
  expect(await verifyChain(cut, 'd', sha256Hex)).toBe(9)
})

it('given links behind the head, or a head with another hash, then the chain is broken', async () => {
  const before = chainOf(10, (chain) => Object.assign(chain, { head: { seq: 9, hash: 'x' } }))
  expect(await verifyChain(before, 'd', sha256Hex)).toBe(11)
  const other = chainOf(10, (chain) => Object.assign(chain, { head: { seq: 10, hash: 'x' } }))
  expect(await verifyChain(other, 'd', sha256Hex)).toBe(11)
})

it('given an entry that was altered, then its link is named', async () => {
  const altered = chainOf(10, ({ links }) => Object.assign(links[3] as AuditLink, { entry: '{"n":400}' }))
  await altered.auditHead()
  expect(await verifyChain(altered, 'd', sha256Hex)).toBe(4)
})
