import fc from 'fast-check'
import type { JsonSchema } from '../../../server/platform/http/openapi.ts'

/** What has broken programs before, whatever was asked for. */
const JUNK = fc.oneof(
  fc.constantFrom<unknown>(null, '', 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, true, [], {}, [[]]),
  fc.constantFrom('\u0000', '\ud800', '__proto__', "'; DROP TABLE patient; --", '../../etc', '%00', 'x'.repeat(5_000)),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
)

/** Values of a schema of the document, of which some parts are something else. `known`: ids and words that exist. */
export function fieldOf(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 14, arbitrary: soundOf(schema, known) }, { weight: 1, arbitrary: JUNK })
}
export interface Known {
  ids: readonly string[]
  words: readonly string[]
}

function soundOf(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const { anyOf, oneOf } = schema as { anyOf?: JsonSchema[]; oneOf?: JsonSchema[] }
  const branches = anyOf ?? oneOf
  if (branches) return fc.oneof(...branches.map((each) => soundOf(each, known)))
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  const of = BY_TYPE[String([schema.type].flat()[0])]
  return of ? of(schema, known) : fc.jsonValue()
}

const BY_TYPE: Record<string, (schema: JsonSchema, known: Known) => fc.Arbitrary<unknown>> = {
  string: textOf,
  integer: (schema) => fc.integer({ min: least(schema), max: most(schema) }),
  number: (schema) => fc.double({ min: least(schema), max: most(schema), noNaN: true }),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  array: ({ items = {}, minItems = 0, maxItems = 4 }, known) =>
    fc.array(fieldOf(items as JsonSchema, known), {
      minLength: Number(minItems),
      maxLength: Math.max(Number(minItems), Math.min(Number(maxItems), 4)),
    }),
  object: recordOf,
}

const BOUND = 2_147_483_647
const least = ({ minimum, exclusiveMinimum }: JsonSchema) =>
  Math.max(Number(minimum ?? Number(exclusiveMinimum ?? -BOUND - 1) + 1), -BOUND)
const most = ({ maximum, exclusiveMaximum }: JsonSchema) =>
  Math.min(Number(maximum ?? Number(exclusiveMaximum ?? BOUND + 1) - 1), BOUND)

function textOf({ format, pattern, contentEncoding, minLength, maxLength }: JsonSchema, { ids, words }: Known) {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid({ version: 7 }))
  const length = { minLength: Number(minLength ?? 0), maxLength: Math.min(Number(maxLength ?? 60), 200) }
  if (contentEncoding === 'base64') return fc.base64String(length)
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern))
  return fc.oneof(fc.string({ ...length, unit: 'grapheme' }), fc.constantFrom(...words))
}

function recordOf(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  const required = (schema.required ?? []) as string[]
  const named = fc.record(Object.fromEntries(properties.map(([name, each]) => [name, fieldOf(each, known)])), {
    requiredKeys: required,
  })
  const { additionalProperties } = schema
  if (typeof additionalProperties !== 'object' || additionalProperties === null) return named
  const others = fc.dictionary(fc.string({ maxLength: 40 }), fieldOf(additionalProperties as JsonSchema, known), {
    maxKeys: 3,
  })
  return fc.tuple(named, others).map(([own, more]) => ({ ...more, ...own }))
}
