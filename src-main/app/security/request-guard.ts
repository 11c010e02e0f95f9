import type { IncomingMessage } from 'node:http'

/**
 * Why a request is refused before anything is read of it, or null. The Host must be the very address that is listened on
 * (a name that was rebound to 127.0.0.1 carries its own), and another site's page may not call at all.
 */
export function foreignRequest(req: Pick<IncomingMessage, 'headers' | 'method'>, authority: string): string | null {
  const { host, origin } = req.headers
  const site = req.headers['sec-fetch-site']
  if (host !== authority) return 'wrong Host'
  if (origin !== undefined && origin !== `http://${authority}`) return 'wrong Origin'
  if (origin === undefined && req.method !== 'GET' && req.method !== 'HEAD') return 'no Origin'
  return site === 'cross-site' || site === 'same-site' ? 'another site' : null
}
