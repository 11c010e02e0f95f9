import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto'
import { join } from 'node:path'
import { kept } from './kept-file.ts'

export interface SealKey {
  /** Base64, raw X25519. */
  publicKey: string
  /**
   * @param place of many that were sealed with one exchange of keys; left out: it had one of its own
   * @returns null where it was not sealed under this key, or was changed
   */
  open(sealed: string, place?: number): string | null
}

/** DER headers of X25519 keys (RFC 8410); the raw key follows. */
const SPKI_HEADER = Buffer.from('302a300506032b656e032100', 'hex')
const TAG_BYTES = 16
const KEY_BYTES = 32

/**
 * The key under which workstations seal commands that they must keep and may no longer read. It lies beside the database,
 * as the epoch does: it has to survive the restore after which those commands are sent again.
 */
export async function openSealKey(dataDir: string): Promise<SealKey> {
  const privateKey = createPrivateKey(await kept(join(dataDir, 'seal.key'), newKey))
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI_HEADER.length)
  const open = (sealed: string, place: number | undefined): string => {
    const bytes = Buffer.from(sealed, 'base64')
    const [theirs, tag] = [bytes.subarray(0, KEY_BYTES), bytes.subarray(KEY_BYTES, KEY_BYTES + TAG_BYTES)]
    const publicKey = createPublicKey({ key: Buffer.concat([SPKI_HEADER, theirs]), format: 'der', type: 'spki' })
    const purpose = place === undefined ? 'carecode-seal' : 'carecode-seal-many'
    const secret = diffieHellman({ privateKey, publicKey })
    const key = Buffer.from(hkdfSync('sha256', secret, Buffer.concat([theirs, raw]), purpose, KEY_BYTES))
    const nonce = Buffer.alloc(12)
    nonce.writeUIntBE(place ?? 0, 6, 6)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    decipher.setAuthTag(tag)
    return decipher.update(bytes.subarray(KEY_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  }
  return {
    publicKey: raw.toString('base64'),
    open(sealed, place) {
      try {
        return open(sealed, place)
      } catch {
        return null
      }
    },
  }
}

const newKey = () => generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
