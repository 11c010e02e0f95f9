import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { SERVICE_NAMES } from '../../server/app/services.ts'
import { startTestServer } from '../../server/app/testing.ts'
import { breakingChanges } from '../../server/platform/http/breaking.ts'
import type { ApiDocument } from '../../server/platform/http/openapi.ts'
import { errorText } from '../../src-shared/domains/registry.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startTestServer('documents')
})
afterAll(() => server.stop())

const released = (service: string): ApiDocument =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../docs/api/${service}.json`), 'utf8'))
const today = async (service: string): Promise<ApiDocument> => {
  const answer = await fetch(`${server.url}/v1/${service}/openapi.json`)
  expect([service, answer.status]).toEqual([service, 200])
  return (await answer.json()) as ApiDocument
}

it('given every route of a service, then it says what it takes and gives', () => {
  const isOfService = ({ path }: { path: string }) => SERVICE_NAMES.some((name) => path.startsWith(`/v1/${name}/`))
  const silent = server.routes.filter((route) => isOfService(route) && route.api === undefined)
  expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([])
})

it('given every route, then the errors that it names are in the catalogue, and what its path varies is described', () => {
  for (const { path, api } of server.routes.filter((each) => each.api)) {
    for (const code of api?.errors ?? [])
      expect([code, errorText(code).cause === errorText('INTERNAL').cause]).toEqual([code, false])
    if (path.includes(':')) expect([path, api?.params !== undefined]).toEqual([path, true])
  }
})

describe.each(SERVICE_NAMES)('the document of %s', (service) => {
  it('is OpenAPI 3.1 and tells what every route answers, refuses and is for', async () => {
    const { openapi, paths } = await today(service)
    expect(openapi).toBe('3.1.0')
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
    expect(operations.length).toBeGreaterThan(1)
    for (const operation of operations) {
      expect(operation.summary).not.toBe('')
      expect(operation['x-access']).toBeDefined()
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', 'default']))
    }
  })

  it('takes nothing away from what was released; what is meant so gets a route of its own', async () => {
    expect(breakingChanges(released(service), await today(service))).toEqual([])
  })
})

it('given the page of documents, then it names each, and loads nothing from anywhere', async () => {
  const answer = await fetch(`${server.url}/documents`)
  const page = await answer.text()
  for (const service of SERVICE_NAMES) expect(page).toContain(`/v1/${service}/openapi.json`)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
})
