import { z } from 'zod'
import { problemBodySchema } from '../../../src-shared/sync/protocol.ts'
import type { Access, Route } from '../auth/access.ts'
import { statusOf } from './problem.ts'

/** JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
export type JsonSchema = Record<string, unknown>
export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  schema: JsonSchema
}
interface Content {
  content: Record<string, { schema: JsonSchema }>
}
export interface Operation {
  summary: string
  'x-access': Access
  'x-repeatable'?: string
  security: Record<string, string[]>[]
  parameters: Parameter[]
  requestBody?: Content & { required: true }
  responses: Record<string, Partial<Content> & { description: string }>
}
export interface ApiDocument {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, Operation>>
  components: Record<string, unknown>
}

const PROBLEM = { $ref: '#/components/schemas/Problem' }
const DESCRIPTION =
  'Every refusal is application/problem+json with a code of the catalogue. x-access says who may call; x-repeatable why a request may be sent twice.'
const SCHEMES = {
  token: { type: 'http', scheme: 'bearer', description: "Of a workstation's session, or of a person who signed in" },
  person: {
    type: 'apiKey',
    in: 'header',
    name: 'x-carecode-person',
    description: 'Token of who sits at the workstation',
  },
}

/** The document of one service, of its routes as they are. @throws Error naming a route that says nothing of itself */
export function openApiOf(service: string, version: string, routes: readonly Route[]): ApiDocument {
  const paths: ApiDocument['paths'] = {}
  for (const route of routes.toSorted((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`, 'en'))) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: `CareCode ${service}`, version, description: DESCRIPTION },
    paths,
    components: { securitySchemes: SCHEMES, schemas: { Problem: schemaOf(problemBodySchema, 'output') } },
  }
}

function operationOf({ method, path, access, api }: Route): Operation {
  if (!api || access === undefined) throw new Error(`${method} ${path} has no description`)
  const { summary, params, query, headers, body, answer, repeatable, tagged } = api
  const type = typeof answer === 'string' ? answer : 'application/json'
  const schema = typeof answer === 'string' ? { type: 'string' } : schemaOf(answer, 'output')
  return {
    summary,
    'x-access': access,
    ...(repeatable === undefined ? {} : { 'x-repeatable': repeatable }),
    security: securityOf(access),
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query'), ...parametersOf(headers, 'header')],
    ...(body ? { requestBody: { required: true, ...json(schemaOf(body, 'input')) } } : {}),
    responses: {
      '200': { description: tagged ? 'Done; ETag names what was answered' : 'Done', content: { [type]: { schema } } },
      ...(tagged ? { '304': { description: 'As If-None-Match names it' } } : {}),
      ...refusalsOf({ access, api }),
    },
  }
}

/** By their status; `default` stands for the rules of the field, which are as many as there are commands. */
function refusalsOf({ access, api }: Pick<Route, 'access' | 'api'>): Operation['responses'] {
  const takes = [api?.params, api?.query, api?.headers, api?.body].some((schema) => schema !== undefined)
  const codes = [...codesOf(access), ...(takes ? ['INPUT_INVALID'] : []), ...(api?.errors ?? [])]
  const responses: Operation['responses'] = {}
  for (const status of new Set(codes.map(statusOf))) {
    const own = codes.filter((code) => statusOf(code) === status).toSorted()
    responses[status] = {
      description: own.join(', '),
      ...problem({ allOf: [PROBLEM], properties: { code: { enum: own } } }),
    }
  }
  return { ...responses, default: { description: 'Any other code of the catalogue', ...problem(PROBLEM) } }
}

function codesOf(access: Access | undefined): string[] {
  if (access === 'anyone') return []
  if (access === 'workstation') return ['WORKSTATION_UNKNOWN']
  if (access === 'workstationInUse') return ['WORKSTATION_UNKNOWN', 'WORKSTATION_REVOKED']
  return [
    'WORKSTATION_UNKNOWN',
    'WORKSTATION_REVOKED',
    'SESSION_MISSING',
    ...(access === 'person' ? [] : ['NOT_ALLOWED']),
  ]
}

function securityOf(access: Access): Operation['security'] {
  if (access === 'anyone') return []
  if (access === 'seated') return [{ token: [], person: [] }]
  return access === 'workstation' || access === 'workstationInUse'
    ? [{ token: [] }]
    : [{ token: [] }, { token: [], person: [] }]
}

function parametersOf(schema: z.ZodType | undefined, place: Parameter['in']): Parameter[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, each]) => ({
    ...{ name, in: place, schema: each },
    required: place === 'path' || required.includes(name),
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, '~standard': __, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return own
}

const json = (schema: JsonSchema): Content => ({ content: { 'application/json': { schema } } })
const problem = (schema: JsonSchema): Content => ({ content: { 'application/problem+json': { schema } } })
