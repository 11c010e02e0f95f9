import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AnyRouter } from '@trpc/server'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import { BrowserSessions } from './security/browser-sessions.ts'
import { securityHeaders } from './security/headers.ts'
import { foreignRequest } from './security/request-guard.ts'
import { staticFile } from './security/static-files.ts'

export interface LoopbackOptions<Context> {
  router: AnyRouter
  /** Once for each browser: what its calls share, as the person who signed in there. */
  openContext(): Context
  /** The host ends. */
  closeContext(context: Context): void
  rendererDir: string
  /** 0: any that is free. */
  port: number
  /** At the start and after each use: the address for the next browser, good for one use. */
  onAddress(url: string): void
}
export interface LoopbackHost {
  port: number
  close(): Promise<void>
}

const TRPC = '/trpc/'
/** Of one request; the longest that a screen sends is a draft. */
const MAX_BODY = 1_000_000

/** Serves renderer and router on 127.0.0.1 to browsers that brought the one-time token. Rejects when the port is taken. */
export async function startLoopback<Context>(options: LoopbackOptions<Context>): Promise<LoopbackHost> {
  const sessions = new BrowserSessions(options.openContext)
  const contexts = new WeakMap<IncomingMessage, Context>()
  const trpc = createHTTPHandler({
    router: options.router,
    basePath: TRPC,
    maxBodySize: MAX_BODY,
    createContext: ({ req }) => contexts.get(req),
  })
  let authority = ''
  const tell = () => options.onAddress(`http://${authority}/?token=${sessions.token}`)

  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    for (const [name, value] of Object.entries(securityHeaders)) res.setHeader(name, value)
    const refusal = foreignRequest(req, authority)
    if (refusal) return say(res, 403, `Refused: ${refusal}.`)
    const url = new URL(`http://${authority}${req.url?.startsWith('/') ? req.url : '/'}`)
    const cookie = `carecode-${authority.split(':')[1]}`
    const token = url.pathname === '/' ? url.searchParams.get('token') : null
    const made = token === null ? null : sessions.exchange(token)
    if (made !== null) {
      tell()
      res.setHeader('set-cookie', `${cookie}=${made}; HttpOnly; SameSite=Strict; Path=/`)
      return redirect(res)
    }
    const context = sessions.find(cookieOf(req, cookie))
    if (context === null) return say(res, 401, 'Open the address that the workstation has printed; each is good once.')
    if (token !== null) return redirect(res)
    if (url.pathname.startsWith(TRPC)) {
      contexts.set(req, context)
      return trpc(req, res)
    }
    return sendFile(req, res, url.pathname)
  }
  const sendFile = async (req: IncomingMessage, res: ServerResponse, pathname: string) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return say(res, 405, 'Only GET.')
    const file = await staticFile(options.rendererDir, pathname)
    if (!file) return say(res, 404, 'There is nothing at this address.')
    res.writeHead(200, { 'content-type': file.type, 'content-length': file.body.length }).end(file.body)
  }

  const server = createServer((req, res) => {
    handle(req, res).catch(() => res.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  authority = `127.0.0.1:${port}`
  tell()
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        for (const context of sessions.all()) options.closeContext(context)
        server.close(() => resolve())
        // subscriptions never end by themselves
        server.closeAllConnections()
      }),
  }
}

function cookieOf(req: IncomingMessage, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}

function redirect(res: ServerResponse): void {
  res.writeHead(303, { location: '/' }).end()
}

function say(res: ServerResponse, status: number, text: string): void {
  // the body of a refused request is not read, so its connection cannot be used again
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${text}\n`)
}
