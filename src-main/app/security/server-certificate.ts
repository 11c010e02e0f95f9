import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Session } from 'electron'
import type { Trust } from '../../../src-shared/sync/trust.ts'
import { isPinned } from '../../platform/device/trust.ts'

/** Chromium's own codes. */
const [TRUSTED, REFUSED] = [0, -2]

/**
 * Should anything of this session ever reach the network: TLS 1.3 with the hospital's server and nobody else, as the main
 * process's own client keeps it. The authorities of the system count for nothing.
 */
export function pinSession(
  session: Pick<Session, 'setCertificateVerifyProc' | 'setSSLConfig'>,
  trust: () => Trust | undefined,
) {
  session.setSSLConfig({ minVersion: 'tls1.3' })
  session.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    answer(isHospitals(certificate.data, hostname, trust()) ? TRUSTED : REFUSED)
  })
}

function isHospitals(pem: string, hostname: string, trust: Trust | undefined): boolean {
  if (!trust) return false
  try {
    const presented = new X509Certificate(pem)
    const authority = new X509Certificate(trust.ca)
    const byIt = presented.checkIssued(authority) && presented.verify(authority.publicKey)
    const named = isIP(hostname) ? presented.checkIP(hostname) : presented.checkHost(hostname)
    return byIt && named !== undefined && isCurrent(presented) && isPinned(trust, presented.raw)
  } catch {
    return false
  }
}

function isCurrent({ validFrom, validTo }: X509Certificate): boolean {
  const now = Date.now()
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo)
}
