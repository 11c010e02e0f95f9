import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { join } from 'node:path'
import { initTRPC } from '@trpc/server'
import { startLoopback } from '../../../src-main/app/loopback.ts'
import type { Target } from '../run/target.ts'

/** What the router of this workstation shows and keeps. */
export const SECRET = 'Kamala Perera, W1 bed 04'

export interface LoopbackTarget {
  port: number
  /** Address for the next browser. */
  latest(): URL
  /** Names that were saved through the router. */
  saved: unknown[]
  /** A request just as it is given; node:http lets Host, Origin and path be anything. */
  ask(path: string, headers?: OutgoingHttpHeaders, method?: string, body?: string): Promise<RawAnswer>
  /** Opens the printed address, as the person at the desk does. */
  cookie(): Promise<{ cookie: string }>
}
export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** The loopback host of the product over a small router and a page of its own; beside its folder lies `secret.json`. */
export async function loopbackTarget(target: Target, page = '<title>CareCode</title>'): Promise<LoopbackTarget> {
  const dir = target.folder()
  const rendererDir = join(dir, 'renderer')
  mkdirSync(rendererDir)
  writeFileSync(join(rendererDir, 'index.html'), page)
  writeFileSync(join(dir, 'secret.json'), JSON.stringify(SECRET))
  symlinkSync(join(dir, 'secret.json'), join(rendererDir, 'link.json'))
  const saved: unknown[] = []
  const addresses: string[] = []
  const t = initTRPC.create()
  const router = t.router({
    board: t.procedure.query(() => SECRET),
    save: t.procedure.input((value: unknown) => value).mutation(({ input }) => saved.push(input)),
    beds: t.procedure.subscription(async function* ({ signal }) {
      yield SECRET
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
    }),
  })
  const host = await startLoopback({
    ...{ router, rendererDir, port: 0, openContext: () => ({}), closeContext: () => {} },
    onAddress: (url) => addresses.push(url),
  })
  target.atEnd(() => host.close())
  const ask = asking(host.port)
  const latest = () => new URL(addresses.at(-1) ?? '')
  const cookie = async () => {
    const { headers } = await ask(latest().pathname + latest().search)
    return { cookie: String(headers['set-cookie']?.[0]?.split(';')[0]) }
  }
  return { port: host.port, latest, saved, ask, cookie }
}

const asking =
  (port: number) =>
  (path: string, headers: OutgoingHttpHeaders = {}, method = 'GET', body?: string): Promise<RawAnswer> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (res) => {
        let text = ''
        res.on('data', (part) => {
          text += part
          // a stream never ends by itself
          if (res.headers['content-type'] === 'text/event-stream' && text.includes(SECRET)) finish()
        })
        const finish = () => {
          resolve({ status: res.statusCode ?? 0, headers: res.headers, text })
          sent.destroy()
        }
        res.on('end', finish)
      })
      sent.on('error', reject)
      sent.end(body)
    })
