import { createHash, timingSafeEqual, X509Certificate } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { shortPin, type Trust } from '../../../src-shared/sync/trust.ts'

/** `firstPin`: as it was typed with the enrolment code; only for the first contact. */
export type ServerTrust = Trust | { firstPin: string }

/** Nothing older is spoken: no downgrade is possible, whatever the other side offers. */
const TLS_VERSION = 'TLSv1.3'
const PROBE_MS = 10_000

/** What node:tls is given for every connection to the hospital's server. */
export const tlsOptions = (trust: Trust) =>
  ({
    ca: trust.ca,
    minVersion: TLS_VERSION,
    // a session taken up again is not looked at: after a change of pins the old one would still do
    maxCachedSessions: 0,
    checkServerIdentity: (host: string, presented: PeerCertificate) =>
      checkServerIdentity(host, presented) ?? (isPinned(trust, presented.raw) ? undefined : new Error('another key')),
  }) as const

/** `certificate`: DER. */
export function isPinned({ pins }: Trust, certificate: Uint8Array): boolean {
  const presented = Buffer.from(spkiSha256(certificate), 'hex')
  return pins.some((pin) => timingSafeEqual(Buffer.from(pin, 'base64'), presented))
}

const spkiSha256 = (certificate: Uint8Array): string =>
  createHash('sha256')
    .update(new X509Certificate(certificate).publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')

/** @throws ProblemError SERVER_NOT_SECURE: nothing goes to another machine in the clear */
export function requireSecure(url: URL): void {
  if (url.protocol === 'https:') return
  const { hostname } = url
  const own = hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
  if (url.protocol !== 'http:' || !own) throw new ProblemError('SERVER_NOT_SECURE')
}

/**
 * Looks at the server before anything is said to it: its key must be the one that was typed with the code. The authority
 * that it brings is trusted from then on. Rejects with SERVER_NOT_TRUSTED, or where no answer came.
 */
export function meet(url: URL, firstPin: string): Promise<Trust> {
  return new Promise((resolve, reject) => {
    const { hostname: host, port } = url
    // not verified by an authority, which is not known yet, but by the key: see below
    const options = { host, port: Number(port || 443), minVersion: TLS_VERSION, rejectUnauthorized: false } as const
    const socket = connect({ ...options, ...(isIPv4(host) ? {} : { servername: host }) }, () => {
      const trust = trustOf(socket, firstPin)
      socket.destroy()
      if (trust) resolve(trust)
      else reject(new ProblemError('SERVER_NOT_TRUSTED'))
    })
    socket.setTimeout(PROBE_MS, () => socket.destroy(new Error('no answer')))
    socket.once('error', (error) => reject(isTlsError(error) ? new ProblemError('SERVER_NOT_TRUSTED') : error))
  })
}

function trustOf(socket: TLSSocket, firstPin: string): Trust | null {
  const own = socket.getPeerCertificate(true)
  const pin = spkiSha256(own.raw)
  if (shortPin(pin) !== firstPin) return null
  const authority = own.issuerCertificate ?? own
  return { ca: new X509Certificate(authority.raw).toString(), pins: [Buffer.from(pin, 'hex').toString('base64')] }
}

/** Whether an answer came from somebody who could not show who it is, rather than from nobody. */
export function isTlsError(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    /^(ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|EPROTO|ERR_OSSL)/.test(code) || message === 'another key'
  )
}
