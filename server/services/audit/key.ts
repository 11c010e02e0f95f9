import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'

export interface AuditKey {
  privateKey: KeyObject
  /** Base64, raw Ed25519: what an exported file is verified with. */
  publicKey: string
}

/** Header of an Ed25519 public key in DER (RFC 8410); the raw key follows. */
const HEADER_BYTES = 12

/** The key that attests where the chains stood; beside the database, so that a copy of the database cannot attest. */
export async function openAuditKey(file: string): Promise<AuditKey> {
  const privateKey = createPrivateKey(await readFile(file, 'utf8').catch((error) => made(file, error)))
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return { privateKey, publicKey: spki.subarray(HEADER_BYTES).toString('base64') }
}

async function made(file: string, error: NodeJS.ErrnoException): Promise<string> {
  if (error.code !== 'ENOENT') throw error
  const text = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
  const handle = await open(`${file}.new`, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
  await rename(`${file}.new`, file)
  return text
}
