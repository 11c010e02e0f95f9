/**
 * Order-independent digest over (kind, id, revision), kept incrementally: two sums modulo 2^32 of two FNV-1a hashes
 * with different offsets. Never over content, which a client of another version sees otherwise.
 */
export interface Sum {
  rows: number
  a: number
  b: number
}
export const emptySum = (): Sum => ({ rows: 0, a: 0, b: 0 })

export function addRow(sum: Sum, kind: string, id: string, rev: number, sign: 1 | -1): void {
  const text = `${kind}/${id}/${rev}`
  sum.rows += sign
  sum.a = (sum.a + sign * fnv1a(text, 0x811c9dc5)) >>> 0
  sum.b = (sum.b + sign * fnv1a(text, 0x9747b28c)) >>> 0
}

/** 16 hex digits. */
export const digestOf = (sum: Sum): string => hex(sum.a) + hex(sum.b)

const hex = (value: number) => (value >>> 0).toString(16).padStart(8, '0')

function fnv1a(text: string, offset: number): number {
  let hash = offset
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  // a final avalanche: sums of raw FNV values of similar ids cancel too easily
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
