import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomUUID,
  sign,
  verify,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import { realTransport, type Transport } from './device/transport.ts'
import type { Disk } from './sqlite/disk.ts'
import { realDisk } from './sqlite/real-disk.ts'

/** Everything of the outside world that the station uses, so that a test can own time, chance, the network and the disk. */
export interface Ports {
  /** now: epoch ms, may be wrong. monotonic: ms since boot, never goes back. */
  clock: { now(): number; monotonic(): number; bootId: string }
  random: { bytes(length: number): Uint8Array }
  network: Transport
  scheduler: { after(ms: number, work: () => void): () => void }
  disk: Disk
  crypto: CryptoPort
}

export interface CryptoPort {
  sha256Hex(text: string): string
  /** Base64 Ed25519 signature of the text. `privateKey`: base64 PKCS #8. */
  sign(privateKey: string, text: string): string
  /** The same, made on another thread. */
  signSoon(privateKey: string, text: string): Promise<string>
  /** `publicKey`: base64 of the raw 32 bytes. */
  verify(publicKey: string, text: string, signature: string): boolean
  generateKeyPair(): KeyPair
  /**
   * Base64 text that only the holder of the private key can open. `publicKey`: base64, raw X25519. `entropy`: 32 random
   * bytes, never used again.
   */
  seal(publicKey: string, text: string, entropy: Uint8Array): string
}
export interface KeyPair {
  publicKey: string
  privateKey: string
}

export function realPorts(): Ports {
  return {
    clock: { now: Date.now, monotonic: () => Number(process.hrtime.bigint() / 1000n) / 1000, bootId: bootId() },
    random: { bytes: pooledBytes() },
    network: realTransport(),
    scheduler: { after },
    disk: realDisk(),
    crypto: realCrypto(),
  }
}

/** The system is asked for many at once: ids take ten bytes each, and a call costs as much as the bytes of a hundred. */
function pooledBytes(): (length: number) => Uint8Array {
  let pool = randomBytes(0)
  let taken = 0
  return (length) => {
    if (taken + length > pool.length) {
      pool = randomBytes(Math.max(4096, length))
      taken = 0
    }
    taken += length
    // a copy: nobody who keeps it sees what others are given
    return Uint8Array.from(pool.subarray(taken - length, taken))
  }
}

function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** Where the system does not tell its boot, the life of this process stands for it: its monotonic clock is then newer too. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return randomUUID()
  }
}

export function realCrypto(): CryptoPort {
  const keys = new Map<string, KeyObject>()
  return {
    // crypto.hash is faster, but absent where the Electron's Node is older than 20.12
    sha256Hex: (text) => createHash('sha256').update(text).digest('hex'),
    sign: (privateKey, text) => sign(null, Buffer.from(text), cachedKey(keys, privateKey)).toString('base64'),
    signSoon: (privateKey, text) => signAside(cachedKey(keys, privateKey), text),
    verify: (publicKey, text, signature) =>
      verify(null, Buffer.from(text), publicKeyOf(publicKey), Buffer.from(signature, 'base64')),
    generateKeyPair,
    seal,
  }
}

/** DER headers of X25519 keys (RFC 8410); the raw key follows. */
const X25519_PUBLIC = Buffer.from('302a300506032b656e032100', 'hex')
const X25519_PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** Each text has a key pair of its own, so that the nonce may be nought. Layout: public key, tag, ciphertext. */
function seal(publicKey: string, text: string, entropy: Uint8Array): string {
  const theirs = Buffer.from(publicKey, 'base64')
  const key = Buffer.concat([X25519_PRIVATE, entropy])
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  const ours = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(X25519_PUBLIC.length)
  const spki = { key: Buffer.concat([X25519_PUBLIC, theirs]), format: 'der', type: 'spki' } as const
  const shared = diffieHellman({ privateKey, publicKey: createPublicKey(spki) })
  const once = Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ours, theirs]), 'carecode-seal', 32))
  const cipher = createCipheriv('aes-256-gcm', once, Buffer.alloc(12))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([ours, cipher.getAuthTag(), sealed]).toString('base64')
}

const signAside = (key: KeyObject, text: string) =>
  new Promise<string>((resolve, reject) => {
    sign(null, Buffer.from(text), key, (error, signature) =>
      error ? reject(error) : resolve(signature.toString('base64')),
    )
  })

function cachedKey(keys: Map<string, KeyObject>, privateKey: string): KeyObject {
  const known = keys.get(privateKey)
  if (known) return known
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  keys.set(privateKey, key)
  return key
}

/** DER header of an Ed25519 public key (RFC 8410); the raw key follows. */
const SPKI_HEADER = Buffer.from('302a300506032b6570032100', 'hex')

const publicKeyOf = (raw: string) =>
  createPublicKey({ key: Buffer.concat([SPKI_HEADER, Buffer.from(raw, 'base64')]), format: 'der', type: 'spki' })

function generateKeyPair(): KeyPair {
  const pair = generateKeyPairSync('ed25519')
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' })
  return {
    publicKey: spki.subarray(SPKI_HEADER.length).toString('base64'),
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  }
}
