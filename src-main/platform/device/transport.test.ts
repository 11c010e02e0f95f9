import { createHash, createPublicKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as plainServer, type RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SecureVersion } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { makeAuthority, renew } from '../../../scripts/ca/authority.ts'
import { shortPin } from '../../../src-shared/sync/trust.ts'
import { realTransport } from './transport.ts'

interface ServerTls {
  cert: string
  key: string
  ca: string
  pins: string[]
}
const now = new Date()
let base: string
let hospital: ServerTls
let other: ServerTls
const running: Server[] = []

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'carecode-tls-'))
  hospital = made('hospital')
  other = made('other')
})
afterEach(() => {
  for (const server of running.splice(0)) server.close()
})
afterAll(() => rmSync(base, { recursive: true }))

function made(name: string, at = now): ServerTls {
  makeAuthority({ dir: join(base, name), hosts: ['localhost', '127.0.0.1'], now: at })
  return readTls(join(base, name))
}
function readTls(dir: string): ServerTls {
  const read = (name: string) => readFileSync(join(dir, name), 'utf8')
  const pinOf = (pem: string) =>
    createHash('sha256')
      .update(createPublicKey(pem).export({ format: 'der', type: 'spki' }))
      .digest('base64')
  const [cert, key, ca] = [read('server.pem'), read('server.key'), read('ca.pem')]
  return { cert, key, ca, pins: [pinOf(cert), pinOf(read('next.pub'))] }
}
const answering: RequestListener = (req, res) => {
  if (req.url === '/elsewhere') return void res.writeHead(302, { location: '/' }).end()
  if (req.url === '/events')
    return void res.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: poke\ndata: 7\n\n')
  res.end(JSON.stringify({ said: req.headers.authorization ?? null }))
}
async function listening(server: Server): Promise<number> {
  running.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const serve = (tls: ServerTls, more: { maxVersion?: SecureVersion } = {}) =>
  listening(createServer({ cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2', ...more }, answering))
const trustOf = ({ ca, pins }: ServerTls) => ({ ca, pins })
const get = (port: number, trust?: Parameters<ReturnType<typeof realTransport>['request']>[0]['trust'], path = '/') =>
  realTransport().request({
    method: 'GET',
    url: `https://127.0.0.1:${port}${path}`,
    headers: { authorization: 'x' },
    timeoutMs: 5000,
    trust,
  })

it('given the hospital’s server, then requests and events go over TLS 1.3', async () => {
  const server = createServer({ cert: hospital.cert, key: hospital.key }, answering)
  const versions: unknown[] = []
  server.on('secureConnection', (socket) => versions.push(socket.getProtocol()))
  const port = await listening(server)
  expect(await get(port, trustOf(hospital))).toEqual({ status: 200, body: { said: 'x' } })
  const heard = await new Promise((resolve) => {
    const stop = realTransport().events({
      ...{ url: `https://localhost:${port}/events`, headers: {}, trust: trustOf(hospital), onOpen() {}, onEnd() {} },
      onEvent(event, data) {
        stop()
        resolve([event, data])
      },
    })
  })
  expect(heard).toEqual(['poke', '7'])
  expect(versions).toEqual(['TLSv1.3', 'TLSv1.3'])
})

it('given a redirection, then nobody follows it with the token', async () => {
  expect((await get(await serve(hospital), trustOf(hospital), '/elsewhere')).status).toBe(302)
})

it('given another authority, another key of the same authority, or TLS 1.2 alone, then nothing is sent', async () => {
  const refused = { problem: { code: 'SERVER_NOT_TRUSTED' } }
  await expect(get(await serve(other), trustOf(hospital))).rejects.toMatchObject(refused)
  await expect(get(await serve(hospital), { ca: hospital.ca, pins: other.pins })).rejects.toMatchObject(refused)
  await expect(get(await serve(hospital, { maxVersion: 'TLSv1.2' }), trustOf(hospital))).rejects.toMatchObject(refused)
  await expect(get(await serve(hospital))).rejects.toMatchObject(refused)
})

it('given a certificate that has run out, then nothing is sent', async () => {
  const past = made('past', new Date(now.getTime() - 500 * 86_400_000))
  await expect(get(await serve(past), trustOf(past))).rejects.toMatchObject({ problem: { code: 'SERVER_NOT_TRUSTED' } })
})

it('given the server’s next key, then workstations that know its pin go on', async () => {
  const dir = join(base, 'renewed')
  const before = made('renewed')
  renew({ dir, hosts: ['127.0.0.1'], now })
  const after = readTls(dir)
  expect(after.pins[0]).toBe(before.pins[1])
  expect((await get(await serve(after), trustOf(before))).status).toBe(200)
})

it('given the first contact, then the typed pin decides, and the authority comes with it', async () => {
  const port = await serve(hospital)
  const typed = (tls: ServerTls) => shortPin(Buffer.from(tls.pins[0] ?? '', 'base64').toString('hex'))
  expect((await get(port, { firstPin: typed(hospital) })).status).toBe(200)
  await expect(get(port, { firstPin: typed(other) })).rejects.toMatchObject({ problem: { code: 'SERVER_NOT_TRUSTED' } })
})

it('given plain http, then only the own machine is spoken to', async () => {
  const port = await listening(plainServer(answering))
  const ask = (url: string) => realTransport().request({ method: 'GET', url, headers: {}, timeoutMs: 2000 })
  expect((await ask(`http://127.0.0.1:${port}/`)).status).toBe(200)
  for (const host of ['10.0.0.10:8080', 'hospital.example', '127.0.0.1.evil.example'])
    await expect(ask(`http://${host}/`)).rejects.toMatchObject({ problem: { code: 'SERVER_NOT_SECURE' } })
})

it('given nobody at the address, then it rejects as no answer', async () => {
  const port = await serve(hospital)
  for (const server of running.splice(0)) await new Promise((resolve) => server.close(resolve))
  await expect(get(port, trustOf(hospital))).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
