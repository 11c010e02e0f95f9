import type { Protocol } from 'electron'
import { securityHeaders } from './security/headers.ts'
import { staticFile } from './security/static-files.ts'

const SCHEME = 'carecode'
/** The only origin of this application; files by `file:` would all be one origin with every file of the machine. */
export const RENDERER_ORIGIN = `${SCHEME}://app`

/** Before the app is ready: makes the scheme a secure origin of its own. */
export function declareRendererScheme(protocol: Protocol): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }])
}

export function serveRenderer(protocol: Protocol, dir: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url)
    const file = host === 'app' && request.method === 'GET' ? await staticFile(dir, pathname) : null
    if (!file)
      return new Response('There is nothing at this address.', { status: 404, headers: { ...securityHeaders } })
    return new Response(new Uint8Array(file.body), { headers: { ...securityHeaders, 'content-type': file.type } })
  })
}
