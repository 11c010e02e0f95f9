import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import { join } from 'node:path'
import type { Trust } from '../../src-shared/sync/trust.ts'
import { ClusterError } from '../platform/postgres/errors.ts'

export interface ServerTls extends Trust {
  cert: string
  key: string
}

/**
 * Certificate and key of the server (`server.pem`, `server.key`), its authority (`ca.pem`), and the public key that comes
 * next (`next.pub`), whose pin workstations are given ahead. @throws ClusterError TLS_UNUSABLE
 */
export async function readTls(dir: string): Promise<ServerTls> {
  const read = (name: string) => readFile(join(dir, name), 'utf8')
  try {
    const [cert, key, ca, next] = await Promise.all(['server.pem', 'server.key', 'ca.pem', 'next.pub'].map(read))
    const own = new X509Certificate(cert as string)
    if (!own.verify(new X509Certificate(ca as string).publicKey)) throw new Error('ca.pem is not its authority')
    const pins = [pinOf(own.publicKey), pinOf(createPublicKey(next as string))]
    return { cert: cert as string, key: key as string, ca: ca as string, pins }
  } catch (error) {
    throw new ClusterError('TLS_UNUSABLE', `The certificates in ${dir} cannot be used: ${(error as Error).message}`)
  }
}

const pinOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('base64')

/** Without certificates the server speaks to its own machine alone. @throws ClusterError TLS_REQUIRED */
export function requireTls(host: string, tls: ServerTls | undefined): void {
  if (!tls && !isLoopback(host))
    throw new ClusterError('TLS_REQUIRED', `On ${host} the server would be reached without encryption.`)
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
