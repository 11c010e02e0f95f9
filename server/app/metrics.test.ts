import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { errorText } from '../../src-shared/domains/registry.ts'
import { createHttp } from '../platform/http/app.ts'
import { measureHttp, metricsRoute } from '../platform/metrics/http.ts'
import { Metrics } from '../platform/metrics/metrics.ts'
import { measureServices } from '../platform/metrics/services.ts'
import { createPool } from '../platform/postgres/pool.ts'
import type { RunningServer } from './all-in-one.ts'
import { readyRoute } from './ready.ts'
import { startTestServer } from './testing.ts'

let server: RunningServer & { dataDir: string }
let token: string
beforeAll(async () => {
  server = await startTestServer('metrics')
  token = (await readFile(join(server.dataDir, 'metrics.token'), 'utf8')).trim()
})
afterAll(() => server.stop())

const scrape = (sent?: string) =>
  fetch(`${server.url}/metrics`, { headers: sent === undefined ? {} : { authorization: `Bearer ${sent}` } })

it('Given somebody without the token of the server’s folder, then nothing is told, also to this machine itself', async () => {
  for (const sent of [undefined, '', 'x'.repeat(43)]) {
    const answer = await scrape(sent)
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain('carecode_')
  }
})

it('Given requests that name patients, then the metrics name routes, services and numbers alone', async () => {
  const patient = '0198c0de-0000-7000-8000-000000000001'
  for (const path of [
    `/v1/patients/by-nic/901234567V`,
    `/v1/identity/workstations/${patient}/scopes`,
    '/no/such/Perera',
  ])
    await fetch(server.url + path, { headers: { 'x-request-id': patient } })
  const answer = await scrape(token)
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const text = await answer.text()
  expect(text).not.toMatch(/Perera|901234567|[0-9a-f]{8}-[0-9a-f]{4}-/i)
  expect(text).toMatch(/carecode_http_requests_total\{method="GET",route="unknown",status="404"\} \d/)
  for (const name of ['identity', 'patients', 'pharmacy', 'ward']) {
    expect(text).toMatch(new RegExp(`^carecode_feed_version\\{service="${name}"\\} \\d+$`, 'm'))
    expect(text).toContain(`carecode_database_up{service="${name}"} 1`)
  }
  expect(text).toContain('carecode_database_connections{service="ward",state="waited for"} 0')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const wrong = lines.filter((line) => !/^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[\d.e+-]+$/.test(line))
  expect(wrong).toEqual([])
})

it('Given the database away, then the process is there, is not ready, and says so in its metrics', async () => {
  const pool = createPool({ host: '/nowhere', port: 5432, user: 'x', database: 'x' })
  const app = createHttp({ errorText, log: () => undefined })
  const metrics = new Metrics()
  measureHttp(app, metrics)
  measureServices(metrics, () => new Map([['ward', pool]]), Date.now)
  metricsRoute(app, metrics, token)
  readyRoute(app, [pool])
  expect((await app.inject('/ready')).json()).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' })
  const { body } = await app.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } })
  expect(body).toContain('carecode_database_up{service="ward"} 0')
  expect(body).not.toContain('carecode_feed_version{')
  await app.close()
  await pool.end()
})
