import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
} from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

export interface SealKey {
  /** Base64, raw X25519. */
  publicKey: string
  /** @returns null where it was not sealed under this key, or was changed */
  open(sealed: string): string | null
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
  const file = join(dataDir, 'seal.key')
  const privateKey = createPrivateKey(await readFile(file, 'utf8').catch((error) => made(file, error)))
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI_HEADER.length)
  const open = (sealed: string): string => {
    const bytes = Buffer.from(sealed, 'base64')
    const [theirs, tag] = [bytes.subarray(0, KEY_BYTES), bytes.subarray(KEY_BYTES, KEY_BYTES + TAG_BYTES)]
    const publicKey = createPublicKey({ key: Buffer.concat([SPKI_HEADER, theirs]), format: 'der', type: 'spki' })
    const secret = diffieHellman({ privateKey, publicKey })
    const key = Buffer.from(hkdfSync('sha256', secret, Buffer.concat([theirs, raw]), 'carecode-seal', KEY_BYTES))
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12), { authTagLength: TAG_BYTES })
    decipher.setAuthTag(tag)
    return decipher.update(bytes.subarray(KEY_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  }
  return {
    publicKey: raw.toString('base64'),
    open(sealed) {
      try {
        return open(sealed)
      } catch {
        return null
      }
    },
  }
}

async function made(file: string, error: NodeJS.ErrnoException): Promise<string> {
  if (error.code !== 'ENOENT') throw error
  const { privateKey } = generateKeyPairSync('x25519')
  const text = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
  const handle = await open(`${file}.new`, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
  await rename(`${file}.new`, file)
  return text
}
