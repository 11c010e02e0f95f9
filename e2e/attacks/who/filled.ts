import { z } from 'zod'
import type { AnyCommand } from '../../../src-shared/kernel/command.ts'

type Schema = z.core.JSONSchema.BaseSchema
/** Ids that exist, by the name of the field that takes one. */
export type Known = Readonly<Record<string, string>>

/** Inputs of a command that its schema takes but for one text, which is `payload`: one input for each text field. */
export function withPayload(command: AnyCommand, payload: string, known: Known): { field: string; input: unknown }[] {
  const schema = z.toJSONSchema(command.input, { io: 'input', unrepresentable: 'any' })
  return textFields(schema).map((path) => ({ field: path.join('.'), input: filled(schema, path, payload, known) }))
}

/** The first of its forms that is not null. */
const formOf = (schema: Schema): Schema => {
  const form = (schema.anyOf ?? schema.oneOf)?.find((each) => each.type !== 'null')
  return form ? formOf(form) : schema
}
const partsOf = (schema: Schema) => Object.entries((schema.properties ?? {}) as Record<string, Schema>)

function textFields(schema: Schema): string[][] {
  const form = formOf(schema)
  if (form.type === 'string') return [[]]
  if (form.type === 'array') return textFields(form.items as Schema).map((path) => ['0', ...path])
  return partsOf(form).flatMap(([name, part]) => textFields(part).map((path) => [name, ...path]))
}

/** @param path of the text within `schema`; null: not in here */
function filled(schema: Schema, path: string[] | null, payload: string, known: Known, name = ''): unknown {
  const form = formOf(schema)
  if (path?.length === 0) return payload.slice(0, form.maxLength ?? payload.length)
  const [head, ...rest] = path ?? []
  const within = (part: string) => (head === part ? rest : null)
  if (form.type === 'array') {
    const isEmpty = path === null && !form.minItems
    return isEmpty ? [] : [filled(form.items as Schema, within('0'), payload, known, name)]
  }
  if (form.type !== 'object') return plain(form, known, name)
  const required = new Set(form.required ?? [])
  const given = partsOf(form).filter(([part]) => required.has(part) || part === head || known[part] !== undefined)
  return Object.fromEntries(given.map(([part, each]) => [part, filled(each, within(part), payload, known, part)]))
}

function plain(form: Schema, known: Known, name: string): unknown {
  if (form.const !== undefined) return form.const
  if (form.enum) return form.enum[0]
  if (form.type === 'boolean') return false
  if (form.type === 'integer' || form.type === 'number') return form.minimum ?? 1
  if (form.format === 'uuid') return known[name] ?? crypto.randomUUID()
  return 'abc'
}
