import fc from 'fast-check'
import { z } from 'zod'
import type { ApiDocument, JsonSchema, Operation } from '../../../server/platform/http/openapi.ts'
import { registry } from '../../../src-shared/domains/registry.ts'
import { fieldOf, type Known } from './values.ts'

export const CALLERS = ['right', 'administrator', 'workstation', 'seated', 'nobody'] as const
export interface FuzzRequest {
  method: string
  /** As the document names it: `/v1/ward/stations/{deviceId}/reclaim`. */
  route: string
  url: string
  headers: Record<string, string>
  body: string | null
  caller: (typeof CALLERS)[number]
}

/** Requests for every route of the documents alike. */
export function requestsOf(documents: readonly ApiDocument[], known: Known): fc.Arbitrary<FuzzRequest> {
  const routes = documents.flatMap(({ paths }) =>
    Object.entries(paths).flatMap(([route, methods]) =>
      Object.entries(methods).map(([method, operation]) => requestOf(route, method.toUpperCase(), operation, known)),
    ),
  )
  return fc.oneof(...routes)
}

const BROKEN = ['', '{', 'null', '[]', '"', '{"__proto__":{"a":1}}', `${'['.repeat(200)}${']'.repeat(200)}`, '\u0000']

function requestOf(route: string, method: string, operation: Operation, known: Known): fc.Arbitrary<FuzzRequest> {
  const place = (where: 'path' | 'query' | 'header') =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((each) => each.in === where)
          .map(({ name, schema }) => [name, fieldOf(schema, known).map(textIn)]),
      ),
      where === 'path' ? {} : { requiredKeys: [] },
    )
  const schema = operation.requestBody?.content['application/json']?.schema
  const sound = (schema ? bodyOf(route, schema, known) : fc.constant({})).map((value) => JSON.stringify(value) ?? '')
  const body = fc.oneof({ weight: 19, arbitrary: sound }, { weight: 1, arbitrary: fc.constantFrom(...BROKEN) })
  return fc
    .record({
      path: place('path'),
      query: place('query'),
      headers: place('header').map(sendable),
      body: method === 'GET' ? fc.constant(null) : body,
      caller: fc.oneof({ weight: 4, arbitrary: fc.constant('right' as const) }, fc.constantFrom(...CALLERS)),
    })
    .map(({ path, query, ...sent }) => ({ ...sent, method, route, url: urlOf(route, path, query) }))
}

type Texts = Record<string, string | undefined>
const textIn = (value: unknown) =>
  Buffer.from((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 500)).toString()

/** What a client refuses to put into a header never reaches the server. */
const sendable = (headers: Texts): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '')]],
    ),
  )

function urlOf(route: string, path: Texts, query: Texts): string {
  const filled = route.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(path[name] ?? ''))
  const sent = Object.entries(query).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))
  const search = new URLSearchParams(sent).toString()
  return search === '' ? filled : `${filled}?${search}`
}

/** The document leaves a command's input open; here it is one that the command takes. */
function bodyOf(route: string, schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const service = /^\/v1\/(\w+)\/commands$/.exec(route)?.[1]
  if (service === undefined) return fieldOf(schema, known)
  const commands = registry.domains
    .flatMap((domain) => domain.commands)
    .filter((command) => command.service === service && !command.internal)
    .map(({ name, version, input }) =>
      fc.record({
        commandId: fc.uuid({ version: 7 }),
        name: fc.constant(name),
        version: fc.constant(version),
        input: fieldOf(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema, known),
        occurredAt: fc.constantFrom(0, 1_790_000_000_000, Number.MAX_SAFE_INTEGER),
      }),
    )
  if (commands.length === 0) return fieldOf(schema, known)
  const some = fc.record({ commands: fc.array(fc.oneof(...commands), { minLength: 1, maxLength: 3 }) })
  return fc.oneof({ weight: 3, arbitrary: some }, fieldOf(schema, known))
}
