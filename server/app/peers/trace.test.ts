import type { FastifyInstance } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { errorText } from '../../../src-shared/domains/registry.ts'
import { createHttp } from '../../platform/http/app.ts'
import { askOverHttp } from './ask.ts'

const TRACE = 'a'.repeat(32)
const running: FastifyInstance[] = []
const lines: Record<string, unknown>[] = []
afterEach(() => Promise.all(running.splice(0).map((app) => app.close())))

function process(prepare: (app: FastifyInstance) => void): Promise<string> {
  const app = createHttp({ errorText, log: (line) => lines.push(line), behindGateway: true })
  running.push(app)
  prepare(app)
  return app.listen({ port: 0, host: '127.0.0.1' })
}

it('Given a request that makes one process ask another, then both know it by the same name and trace, each step by a span of its own', async () => {
  const asked: Record<string, unknown>[] = []
  const second = await process((app) =>
    app.post('/internal/patients/scopes', async ({ id, headers }) => {
      asked.push({ id, trace: headers.traceparent })
      return { scopes: [] }
    }),
  )
  const ask = askOverHttp({ urlOf: () => second, ticket: 'ticket' })
  const first = await process((app) => app.post('/work', () => ask('patients', 'scopes', {})))

  const send = (parent: string, body: string) =>
    fetch(`${first}/work`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': `request-${body}`, traceparent: parent },
      body: JSON.stringify({ body, filling: 'x'.repeat(200_000) }),
    })
  await Promise.all([send(`00-${TRACE}-${'b'.repeat(16)}-01`, '1'), send('00-nonsense', '2')])

  const byName = Object.fromEntries(asked.map(({ id, trace }) => [id, String(trace)]))
  expect(byName['request-1']).toMatch(new RegExp(`^00-${TRACE}-(?!${'b'.repeat(16)})[0-9a-f]{16}-01$`))
  expect(byName['request-2']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
  expect(byName['request-2']).not.toContain(TRACE)
})

it('Given a fault of the program, then its log line has the request and the trace', async () => {
  const url = await process((app) =>
    app.get('/broken', async () => {
      throw new Error('broken')
    }),
  )
  await fetch(`${url}/broken`, {
    headers: { 'x-request-id': 'request-3', traceparent: `00-${TRACE}-${'c'.repeat(16)}-01` },
  })
  expect(lines).toMatchObject([{ level: 'error', request: 'request-3', trace: TRACE }])
})

it('Given no request, as for a timer of a process, then a question goes without', async () => {
  let headers: Record<string, unknown> = {}
  const url = await process((app) =>
    app.post('/internal/patients/scopes', async (request) => {
      headers = request.headers
      return { scopes: [] }
    }),
  )
  await askOverHttp({ urlOf: () => url, ticket: 'ticket' })('patients', 'scopes', {})
  expect(headers).not.toHaveProperty('traceparent')
})
