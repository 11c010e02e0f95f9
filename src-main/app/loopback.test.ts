import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { initTRPC } from '@trpc/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LoopbackHost, startLoopback } from './loopback.ts'

interface Browser {
  name: string
  closed: boolean
}
const t = initTRPC.context<Browser>().create()
const router = t.router({
  who: t.procedure.query(({ ctx }) => ctx.name),
  save: t.procedure.input((value: unknown) => value).mutation(() => 'saved'),
  beds: t.procedure.subscription(async function* ({ signal }) {
    yield 'bed 4'
    await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
  }),
})

let dir: string
let host: LoopbackHost
let addresses: string[]
let browsers: Browser[]

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'loopback-'))
  mkdirSync(join(dir, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(dir, 'renderer', 'index.html'), '<title>CareCode</title>')
  writeFileSync(join(dir, 'renderer', 'assets', 'app.js'), 'run()')
  writeFileSync(join(dir, 'secret.json'), '{}')
  symlinkSync(join(dir, 'secret.json'), join(dir, 'renderer', 'link.json'))
  addresses = []
  browsers = []
  host = await startLoopback<Browser>({
    ...{ router, port: 0, rendererDir: join(dir, 'renderer') },
    openContext() {
      const browser = { name: `browser ${browsers.length + 1}`, closed: false }
      browsers.push(browser)
      return browser
    },
    closeContext: (browser) => {
      browser.closed = true
    },
    onAddress: (url) => addresses.push(url),
  })
})
afterEach(async () => {
  await host.close()
  rmSync(dir, { recursive: true })
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}
/** node:http sends Host, Origin and the path just as they are given. */
function ask(path: string, headers: OutgoingHttpHeaders = {}, method = 'GET', body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers }, (res) => {
      let text = ''
      res.on('data', (part) => {
        text += part
      })
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
const origin = () => `http://127.0.0.1:${host.port}`
const latest = () => new URL(addresses.at(-1) ?? '')
async function signedIn(): Promise<{ cookie: string }> {
  const { headers } = await ask(latest().pathname + latest().search)
  return { cookie: String(headers['set-cookie']?.[0]?.split(';')[0]) }
}
const json = { 'content-type': 'application/json' }

test('the printed address gives a cookie that scripts cannot read, and leads to the page without the token', async () => {
  expect(addresses[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/)
  const answer = await ask(latest().pathname + latest().search)
  expect([answer.status, answer.headers.location]).toEqual([303, '/'])
  expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/)
})

test('a token is good once; the next browser needs the next one and has a session of its own', async () => {
  const first = latest()
  const one = await signedIn()
  expect((await ask(first.pathname + first.search)).status).toBe(401)
  expect(addresses).toHaveLength(2)
  const two = await signedIn()
  expect((await ask('/trpc/who', one)).text).toContain('browser 1')
  expect((await ask('/trpc/who', two)).text).toContain('browser 2')
})

test('nothing is served without the cookie', async () => {
  for (const path of ['/', '/index.html', '/assets/app.js', '/trpc/who', '/?token=guess', '/trpc/who?token=guess'])
    expect([path, (await ask(path)).status]).toEqual([path, 401])
  expect((await ask('/', { cookie: `carecode-${host.port}=guess` })).status).toBe(401)
})

test('a token counts at the page’s address only', async () => {
  expect((await ask(`/trpc/who${latest().search}`)).status).toBe(401)
  expect(addresses).toHaveLength(1)
})

test.each(['example.org', 'localhost', '127.0.0.1', '127.0.0.1:1'])('the Host %s is refused', async (name) => {
  const cookie = await signedIn()
  expect((await ask('/', { ...cookie, host: name })).status).toBe(403)
  expect((await ask(latest().pathname + latest().search, { host: name })).status).toBe(403)
})

test('a call from another origin is refused, and one that hides its origin', async () => {
  const cookie = await signedIn()
  const save = (headers: OutgoingHttpHeaders) => ask('/trpc/save', { ...cookie, ...json, ...headers }, 'POST', '{}')
  expect((await save({ origin: 'http://example.org' })).status).toBe(403)
  expect((await save({ origin: 'null' })).status).toBe(403)
  expect((await save({})).status).toBe(403)
  expect((await save({ origin: origin(), 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await save({ origin: origin(), 'sec-fetch-site': 'same-origin' })).status).toBe(200)
})

test('files are served with a strict policy', async () => {
  const cookie = await signedIn()
  const page = await ask('/', cookie)
  expect([page.status, page.text]).toEqual([200, '<title>CareCode</title>'])
  expect(page.headers['content-security-policy']).toContain("script-src 'self';")
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect((await ask('/assets/app.js', cookie)).headers['content-type']).toMatch(/javascript/)
})

test.each([
  '/../secret.json',
  '/assets/../../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/..%5csecret.json',
  '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
  '/link.json',
  '/%00',
  '/%',
  '//secret.json',
  '/assets',
])('%s leads nowhere', async (path) => {
  const answer = await ask(path, await signedIn())
  expect([answer.status, answer.text.includes('{}')]).toEqual([404, false])
})

test('a body beyond the limit is refused', async () => {
  const headers = { ...(await signedIn()), ...json, origin: origin() }
  const body = JSON.stringify({ note: 'x'.repeat(1_100_000) })
  expect((await ask('/trpc/save', { ...headers, 'content-length': body.length }, 'POST', body)).status).toBe(413)
})

test('a subscription comes as events; closing the host ends it and every session', async () => {
  const headers = await signedIn()
  const stream = await fetch(`${origin()}/trpc/beds`, { headers: { ...headers, accept: 'text/event-stream' } })
  expect(stream.headers.get('content-type')).toBe('text/event-stream')
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
  let text = ''
  while (!text.includes('bed 4')) text += new TextDecoder().decode((await reader.read()).value)
  await host.close()
  const toTheEnd = async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read());
  }
  await expect(toTheEnd()).rejects.toThrow()
  expect(browsers).toEqual([{ name: 'browser 1', closed: true }])
})
