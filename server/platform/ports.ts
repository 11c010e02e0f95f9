import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'

/** What the server's logic needs of the world; tests and the simulator pass their own. */
export interface ServerPorts {
  clock: { now(): number }
  /** @returns calls it off */
  after(ms: number, work: () => void): () => void
  random: { bytes(count: number): Uint8Array }
  sha256Hex(text: string): string
  verifySignature(publicKeyBase64: string, text: string, signatureBase64: string): boolean | Promise<boolean>
}

// DER prefix of an Ed25519 SubjectPublicKeyInfo (RFC 8410); the raw key follows
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex')

export const realPorts: ServerPorts = {
  clock: { now: () => Date.now() },
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
  random: { bytes: (count) => randomBytes(count) },
  sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
  verifySignature(publicKeyBase64, text, signatureBase64) {
    // a tenth of a millisecond each: on the thread pool, beside the work
    return new Promise((resolve) => {
      try {
        const signature = Buffer.from(signatureBase64, 'base64')
        verify(null, Buffer.from(text), keyOf(publicKeyBase64), signature, (error, genuine) =>
          resolve(!error && genuine),
        )
      } catch {
        resolve(false)
      }
    })
  },
}

const keys = new Map<string, ReturnType<typeof createPublicKey>>()

/** Parsing a key costs as much as a verification; a hospital has some hundred workstations. */
function keyOf(publicKeyBase64: string) {
  const known = keys.get(publicKeyBase64)
  if (known) return known
  const raw = Buffer.from(publicKeyBase64, 'base64')
  const key = createPublicKey({ key: Buffer.concat([ED25519_SPKI, raw]), format: 'der', type: 'spki' })
  if (keys.size > 2_000) keys.clear()
  keys.set(publicKeyBase64, key)
  return key
}
