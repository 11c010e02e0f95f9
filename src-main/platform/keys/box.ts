import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

const NONCE = 12
const TAG = 16

/** AES-256-GCM. @param about is not hidden, but cannot be changed without notice. @returns base64 of nonce, tag, ciphertext */
export function seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, about = ''): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

/** @returns null where the key is another, or something was changed */
export function unseal(key: Uint8Array, text: string, about = ''): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < NONCE + TAG) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
    decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()])
  } catch {
    return null
  }
}

/** 32 bytes for one purpose out of secrets of full entropy. */
export const derive = (purpose: string, salt: string, ...secrets: Uint8Array[]): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.concat(secrets), salt, purpose, 32))
