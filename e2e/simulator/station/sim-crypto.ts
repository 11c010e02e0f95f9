import { createHash } from 'node:crypto'
import type { CryptoPort } from '../../../src-main/platform/ports.ts'

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A real signature costs more than all the rest of a command; here the public key tells the private one. */
const sign = (key: string, text: string) => sha256Hex(`${key}\n${text}`).slice(0, 40)

export const simCrypto: CryptoPort = {
  sha256Hex,
  sign,
  signSoon: async (key, text) => sign(key, text),
  verify: (key, text, signature) => sign(key, text) === signature,
  /** Not readable at sight; opened by `unseal`. */
  seal: (_key, text) => Buffer.from(text).toString('base64'),
  generateKeyPair() {
    throw new Error('workstations of a simulated history are enrolled already')
  },
}

export const SEAL_KEY = 'seal key of the hospital'
export const unseal = (sealed: string): string => Buffer.from(sealed, 'base64').toString()
