import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto'
import type { Ports } from '../ports.ts'
import { seal, unseal } from './box.ts'

/** One command in the journal as it stands on the disk. */
export interface SealedLine {
  service: string
  hash: string
  /** Base64, raw: of the pair that the exchange with the hospital's key was made with. */
  publicKey: string
  /** The nonce: unique under this public key. */
  place: number
  /** Base64 of tag and ciphertext. */
  body: string
  /** Whether the hospital can open it; else only this workstation. */
  forServer: boolean
}

/** As the server takes it: public key, tag, ciphertext. */
export const sealedText = ({ publicKey, body }: SealedLine): string =>
  Buffer.concat([Buffer.from(publicKey, 'base64'), Buffer.from(body, 'base64')]).toString('base64')

const ENTRY = /^([~.]) ([\w-]+) ([0-9a-f]{64}) (\S{44}) (\d+) (\S+)$/
const HEADER = /^= (\S{44}) (\S+)$/
const PLAIN = /^([0-9a-f]{64}) (\w+) (\S+) (.*)$/

export function sealedLineOf(line: string): SealedLine | null {
  const [, mark, service = '', hash = '', publicKey = '', place = '', body = ''] = ENTRY.exec(line) ?? []
  return mark ? { service, hash, publicKey, place: Number(place), body, forServer: mark === '~' } : null
}

interface Writing {
  publicKey: string
  once: Buffer
  places: number
  forServer: boolean
}

/**
 * Encrypts the lines of the journal so that two can read them: the hospital, which has the private key, and this
 * workstation as long as it has its cache's key. One exchange of keys serves all lines of a process, so that a save pays
 * for AES alone (decision 0033).
 */
export class SealedLines {
  readonly #random: Ports['random']
  readonly #own: Uint8Array
  #hospital: string | null
  #writing: Writing | null = null
  #headed = false

  /** @param own key of 32 bytes that goes with the cache. @param hospital X25519, base64; null: not told yet */
  constructor(random: Ports['random'], own: Uint8Array, hospital: string | null) {
    this.#random = random
    this.#own = own
    this.#hospital = hospital
  }

  /** From now on for this key. @returns whether it is another than before */
  address(hospital: string | null): boolean {
    if (hospital === this.#hospital) return false
    this.#hospital = hospital
    this.#writing = null
    this.#headed = false
    return true
  }

  /** Whole lines of the journal, each with its line break. @param anew for a file of its own, which has no header yet */
  encrypted(text: string, anew: boolean): string {
    this.#writing ??= this.#begin()
    const { publicKey, once } = this.#writing
    const lines = text.split('\n').filter((line) => line !== '')
    const head = anew || !this.#headed ? [`= ${publicKey} ${seal(this.#own, this.#random.bytes(12), once)}`] : []
    // a line break at the beginning ends what a full disk took a part of
    const torn = text.startsWith('\n') ? '\n' : ''
    return torn + [...head, ...lines.map((line) => this.#line(line))].map((line) => `${line}\n`).join('')
  }

  /** The disk has taken what was encrypted last, with its header. */
  written(): void {
    this.#headed = true
  }

  #begin(): Writing {
    const entropy = this.#random.bytes(32)
    if (this.#hospital !== null) return { ...exchange(this.#hospital, entropy), places: 0, forServer: true }
    const publicKey = Buffer.from(this.#random.bytes(32)).toString('base64')
    return { publicKey, once: Buffer.from(entropy), places: 0, forServer: false }
  }

  #line(line: string): string {
    const writing = this.#writing as Writing
    const [, hash, kind, signature, record] = PLAIN.exec(line) ?? []
    if (!hash || record === undefined) throw new Error('not a line of the journal')
    const text = `{"hash":"${hash}","class":"${kind}","signature":"${signature}","record":${record}}`
    const place = writing.places++
    const { service } = JSON.parse(record) as { service: string }
    const cipher = createCipheriv('aes-256-gcm', writing.once, nonceOf(place))
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    const sealed = Buffer.concat([cipher.getAuthTag(), body]).toString('base64')
    return `${writing.forServer ? '~' : '.'} ${service} ${hash} ${writing.publicKey} ${place} ${sealed}`
  }

  /** What was encrypted; lines of earlier versions stay as they are, what cannot be read is left out. */
  decrypted(journal: string): string {
    const keys = new Map<string, Buffer>()
    return journal
      .split('\n')
      .flatMap((line) => {
        const [, publicKey = '', wrapped = ''] = HEADER.exec(line) ?? []
        const once = wrapped === '' ? null : unseal(this.#own, wrapped)
        if (once !== null) keys.set(publicKey, once)
        if (wrapped !== '') return []
        const sealed = sealedLineOf(line)
        return sealed === null ? [line] : plainLine(sealed, keys.get(sealed.publicKey))
      })
      .join('\n')
  }
}

const TAG = 16
const RECORD = ',"record":'

function plainLine({ place, body }: SealedLine, once: Buffer | undefined): string[] {
  if (!once) return []
  const bytes = Buffer.from(body, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', once, nonceOf(place), { authTagLength: TAG })
    decipher.setAuthTag(bytes.subarray(0, TAG))
    const text = decipher.update(bytes.subarray(TAG), undefined, 'utf8') + decipher.final('utf8')
    const at = text.indexOf(RECORD)
    const { hash, class: kind, signature } = JSON.parse(`${text.slice(0, at)}}`) as Record<string, string>
    // word for word: the hash is of these very characters
    return [`${hash} ${kind} ${signature} ${text.slice(at + RECORD.length, -1)}`]
  } catch {
    return []
  }
}

function nonceOf(place: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(place, 6, 6)
  return nonce
}

/** DER headers of X25519 keys (RFC 8410); the raw key follows. */
const X25519_PUBLIC = Buffer.from('302a300506032b656e032100', 'hex')
const X25519_PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex')

function exchange(hospital: string, entropy: Uint8Array): { publicKey: string; once: Buffer } {
  const theirs = Buffer.from(hospital, 'base64')
  const key = Buffer.concat([X25519_PRIVATE, entropy])
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  const ours = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(X25519_PUBLIC.length)
  const spki = { key: Buffer.concat([X25519_PUBLIC, theirs]), format: 'der', type: 'spki' } as const
  const shared = diffieHellman({ privateKey, publicKey: createPublicKey(spki) })
  const once = Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ours, theirs]), 'carecode-seal-many', 32))
  return { publicKey: ours.toString('base64'), once }
}
