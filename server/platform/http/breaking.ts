import type { ApiDocument, JsonSchema, Operation } from './openapi.ts'

/**
 * What a client of the released document can no longer rely on, in sentences with their place; empty: nothing. A client
 * ignores fields that it does not know, and sends nothing that its document does not have.
 */
export function breakingChanges(released: ApiDocument, today: ApiDocument): string[] {
  return Object.entries(released.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, before]) => {
      const place = `${method.toUpperCase()} ${path}`
      const now = today.paths[path]?.[method]
      return now ? operationChanges(before, now).map((change) => `${place}: ${change}`) : [`${place} is gone`]
    }),
  )
}

function operationChanges(before: Operation, now: Operation): string[] {
  const [was, is] = [JSON.stringify(before['x-access']), JSON.stringify(now['x-access'])]
  return [
    ...(was === is || is === '"anyone"' ? [] : [`was for ${was}, is for ${is}`]),
    ...(before['x-repeatable'] !== undefined && now['x-repeatable'] === undefined ? ['may be sent twice no more'] : []),
    ...misfits(inputOf(before), inputOf(now), { at: 'input', isAnswer: false }),
    ...answerChanges(before, now),
  ]
}

/** Parameters and body as one schema: a new one that is needed is found like a new field that is. */
function inputOf({ parameters, requestBody }: Operation): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  for (const { name, in: place, schema } of parameters) properties[`${place} ${name}`] = schema
  const required = parameters.filter((each) => each.required).map(({ name, in: place }) => `${place} ${name}`)
  const body = requestBody?.content['application/json']?.schema
  return {
    ...{ type: 'object', additionalProperties: false },
    properties: body ? { ...properties, body } : properties,
    required: body ? [...required, 'body'] : required,
  }
}

function answerChanges(before: Operation, now: Operation): string[] {
  const [was, is] = [before.responses['200']?.content ?? {}, now.responses['200']?.content ?? {}]
  return Object.entries(was).flatMap(([type, { schema }]) => {
    const today = is[type]?.schema
    return today ? misfits(today, schema, { at: 'answer', isAnswer: true }) : [`answers ${type} no more`]
  })
}

interface Looked {
  at: string
  isAnswer: boolean
}
type Schemas = Record<string, JsonSchema>
const AT_MOST = ['maxLength', 'maxItems', 'maximum', 'exclusiveMaximum', 'maxProperties']
const AT_LEAST = ['minLength', 'minItems', 'minimum', 'exclusiveMinimum', 'minProperties']
const EQUAL = ['pattern', 'format', 'contentEncoding', 'propertyNames']

/** Why a value of the first schema need not be one of the second. */
function misfits(from: JsonSchema, to: JsonSchema, looked: Looked): string[] {
  const [some, others] = [branches(from), branches(to)]
  if (some) return some.flatMap((branch) => misfits(branch, to, looked))
  if (others) {
    const each = others.map((branch) => misfits(from, branch, looked))
    return each.some((list) => list.length === 0) ? [] : (each[0] ?? [])
  }
  const { at } = looked
  const wrongType = typesOf(to) && !typesOf(from)?.every((type) => typesOf(to)?.includes(type))
  if (wrongType) return [`${at}: ${typesOf(from) ?? 'anything'} where ${typesOf(to)} was agreed`]
  return [...valueMisfits(from, to, at), ...partMisfits(from, to, looked)]
}

const branches = (schema: JsonSchema) => (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined

function typesOf({ type }: JsonSchema): string[] | null {
  if (type === undefined) return null
  const types = [type].flat() as string[]
  return types.includes('number') ? [...types, 'integer'] : types
}

const valuesOf = (schema: JsonSchema) =>
  (schema.enum ?? ('const' in schema ? [schema.const] : null)) as unknown[] | null

function valueMisfits(from: JsonSchema, to: JsonSchema, at: string): string[] {
  const [some, allowed] = [valuesOf(from), valuesOf(to)]
  const said = (key: string) =>
    `${at}: ${key} ${JSON.stringify(from[key]) ?? 'none'} against ${JSON.stringify(to[key])}`
  const isBeyond = (key: string, sign: number) =>
    typeof to[key] === 'number' && !(typeof from[key] === 'number' && sign * from[key] <= sign * to[key])
  return [
    ...(allowed && !some?.every((value) => allowed.includes(value))
      ? [`${at}: ${JSON.stringify(some ?? 'anything')} where ${JSON.stringify(allowed)} was agreed`]
      : []),
    ...AT_MOST.filter((key) => isBeyond(key, 1)).map(said),
    ...AT_LEAST.filter((key) => isBeyond(key, -1)).map(said),
    ...EQUAL.filter((key) => to[key] !== undefined && JSON.stringify(from[key]) !== JSON.stringify(to[key])).map(said),
  ]
}

function partMisfits(from: JsonSchema, to: JsonSchema, looked: Looked): string[] {
  const { at, isAnswer } = looked
  const [some, known] = [(from.properties ?? {}) as Schemas, (to.properties ?? {}) as Schemas]
  const [given, needed] = [(from.required ?? []) as string[], (to.required ?? []) as string[]]
  const missing = needed.filter((name) => !given.includes(name))
  const gone = isAnswer ? Object.keys(known).filter((name) => !(name in some) && !missing.includes(name)) : []
  const extra = Object.keys(some).filter((name) => !(name in known) && to.additionalProperties === false)
  return [
    ...missing.map((name) => `${at}.${name} ${isAnswer ? 'need not be there' : 'is needed'}`),
    ...gone.map((name) => `${at}.${name} is gone`),
    ...(isAnswer ? [] : extra.map((name) => `${at}.${name} is refused`)),
    ...Object.entries(some).flatMap(([name, schema]) =>
      known[name] ? misfits(schema, known[name], { ...looked, at: `${at}.${name}` }) : [],
    ),
    ...['items', 'additionalProperties'].flatMap((key) => partOf(from, to, key, looked)),
  ]
}

function partOf(from: JsonSchema, to: JsonSchema, key: string, looked: Looked): string[] {
  const [some, known] = [from[key], to[key]]
  if (typeof known !== 'object' || known === null || typesOf(from)?.every((type) => type !== typesOf(to)?.[0]))
    return []
  return misfits((typeof some === 'object' && some !== null ? some : {}) as JsonSchema, known as JsonSchema, {
    ...looked,
    at: `${looked.at}[]`,
  })
}
