import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { errorText } from '../../../src-shared/domains/registry.ts'
import { createHttp } from '../../platform/http/app.ts'
import { guard } from '../peers/guard.ts'
import { openTickets, type Tickets } from '../peers/tickets.ts'
import { discover } from './discovery.ts'
import { Instances } from './instances.ts'
import { startGateway } from './start-gateway.ts'

const WARD = '_https._tcp.ward.test'
const [SRV, NAME_ERROR, SERVER_FAILED] = [33, 3, 2]

/** A small name server: SRV records alone, and what it is told to answer otherwise. */
class NameServer {
  readonly records = new Map<string, number[]>()
  failing = false
  readonly #socket: Socket = createSocket('udp4')

  async start(): Promise<string> {
    this.#socket.on('message', (query, { port, address }) => this.#socket.send(this.#answer(query), port, address))
    this.#socket.bind(0, '127.0.0.1')
    await once(this.#socket, 'listening')
    return `127.0.0.1:${this.#socket.address().port}`
  }

  stop = () => this.#socket.close()

  #answer(query: Buffer): Buffer {
    const labels: string[] = []
    let at = 12
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('ascii', at + 1, at + 1 + length))
      at += length + 1
    }
    const question = query.subarray(12, at + 5)
    const ports = this.records.get(labels.join('.').toLowerCase())
    const status = this.failing ? SERVER_FAILED : ports ? 0 : NAME_ERROR
    const header = Buffer.alloc(12)
    query.copy(header, 0, 0, 2)
    header.writeUInt16BE(0x8180 | status, 2)
    header.writeUInt16BE(1, 4)
    const answers = status === 0 ? (ports ?? []).map(record) : []
    header.writeUInt16BE(answers.length, 6)
    return Buffer.concat([header, question, ...answers])
  }
}

function record(port: number): Buffer {
  const target = Buffer.from('\x09localhost\x00', 'latin1')
  const fixed = Buffer.alloc(18)
  fixed.writeUInt16BE(0xc00c, 0) // the name of the question
  fixed.writeUInt16BE(SRV, 2)
  fixed.writeUInt16BE(1, 4)
  fixed.writeUInt32BE(1, 6)
  fixed.writeUInt16BE(6 + target.length, 10)
  fixed.writeUInt16BE(port, 16)
  return Buffer.concat([fixed, target])
}

let dns: NameServer
let tickets: Tickets
let gateway: { url: string; stop(): Promise<void> }
const running: FastifyInstance[] = []

beforeEach(async () => {
  dns = new NameServer()
  const server = await dns.start()
  const dataDir = await mkdtemp(join(tmpdir(), 'discovery-'))
  tickets = await openTickets(dataDir)
  const config = { dataDir, port: 0, host: '127.0.0.1', tls: undefined, requestsPerSecond: 1000 }
  gateway = await startGateway({ ...config, discover: { ward: WARD }, dns: server }, () => undefined)
})
afterEach(async () => {
  vi.useRealTimers()
  await gateway.stop()
  await Promise.all(running.splice(0).map((app) => app.close()))
  dns.stop()
})

/** A process that nobody tells the gateway of. @returns its port */
async function instance(): Promise<number> {
  const app = createHttp({ errorText, log: () => undefined, behindGateway: true })
  running.push(app)
  guard(app, tickets)
  app.get('/v1/ward/echo', async () => ({ port: (app.server.address() as { port: number }).port }))
  await app.listen({ port: 0, host: 'localhost' })
  return (app.server.address() as { port: number }).port
}

/** Ports of the instances that twenty callers come to. */
async function reached(): Promise<number[]> {
  const answers = Array.from({ length: 20 }, async (_, i) => {
    const answer = await fetch(`${gateway.url}/v1/ward/echo`, { headers: { authorization: `Bearer caller-${i}` } })
    return answer.ok ? ((await answer.json()) as { port: number }).port : answer.status
  })
  return [...new Set(await Promise.all(answers))].sort((a, b) => a - b)
}
const becomes = (ports: number[]) =>
  vi.waitFor(async () => expect(await reached()).toEqual(ports.toSorted((a, b) => a - b)), {
    timeout: 15_000,
    interval: 200,
  })

it('Given instances that DNS names, then callers are spread over them; who comes is found, who goes is left', async () => {
  const [first, second] = [await instance(), await instance()]
  dns.records.set(WARD, [first])
  await becomes([first])
  dns.records.set(WARD, [first, second])
  await becomes([first, second])
  dns.records.set(WARD, [second])
  await becomes([second])
  dns.records.delete(WARD)
  await becomes([503])
}, 90_000)

it('Given a name server that is away, then what it named stays, and a dead instance is left out all the same', async () => {
  const [first, second] = [await instance(), await instance()]
  dns.records.set(WARD, [first, second])
  await becomes([first, second])
  dns.failing = true
  await running[0]?.close()
  await becomes([second])
}, 90_000)

it('Given a name server that has been away for a minute, then nothing is believed of it any more, and it is told once', async () => {
  let [now, isAway] = [0, false]
  const instances = new Instances(() => now)
  const lines: Record<string, unknown>[] = []
  const resolveSrv = async () => {
    if (isAway) throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
    return [{ name: 'ward-0.ward.test', port: 7421, priority: 0, weight: 0 }]
  }
  vi.useFakeTimers()
  const end = discover(instances, {
    names: { ward: WARD, audit: WARD },
    ...{ resolver: { resolveSrv } as never, now: () => now, log: (line) => lines.push(line) },
  })
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      now += 1_000
      await vi.advanceTimersByTimeAsync(1_000)
    }
  }
  await pass(2_000)
  expect(instances.all()).toMatchObject([{ url: 'https://ward-0.ward.test:7421', services: ['ward', 'audit'] }])
  isAway = true
  await pass(55_000)
  expect(instances.all()).toHaveLength(1)
  await pass(10_000)
  expect(instances.all()).toEqual([])
  expect(lines).toEqual(['ward', 'audit'].map((discovery) => ({ level: 'warn', discovery, problem: 'ETIMEOUT' })))
  end()
})

it('Given an instance that tells the gateway of itself and that DNS names too, then it counts once', () => {
  const instances = new Instances(() => 0)
  const told = { id: 'a', services: ['ward'], url: 'https://ward-0:7421', version: '1', startedAt: 0 }
  instances.renew(told)
  instances.discovered([{ ...told, id: 'b' }])
  expect(instances.all()).toEqual([told])
})
