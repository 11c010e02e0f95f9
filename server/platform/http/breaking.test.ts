import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Access } from '../auth/access.ts'
import { breakingChanges } from './breaking.ts'
import type { Description } from './describe.ts'
import { type ApiDocument, openApiOf } from './openapi.ts'

interface Changed extends Partial<Description> {
  access?: Access
  method?: string
}
const documentOf = ({ access = 'person', method = 'POST', ...api }: Changed): ApiDocument =>
  openApiOf('depot', '1.0.0', [
    { method, path: '/v1/depot/:id/take', access, api: { summary: 'Takes', answer: z.object({}), ...api } },
  ])
const changes = (before: Changed, now: Changed) => breakingChanges(documentOf(before), documentOf(now))
const body = (shape: z.ZodRawShape) => ({ body: z.strictObject(shape) })
const answer = (shape: z.ZodRawShape) => ({ answer: z.strictObject(shape) })
const P = 'POST /v1/depot/{id}/take'

describe('given a released document, when today’s differs, then a client is told what it loses', () => {
  it.each<[string, Changed, Changed, string[]]>([
    ['a method is gone', {}, { method: 'PUT' }, [`${P} is gone`]],
    ['fewer may call', { access: 'anyone' }, { access: 'person' }, [`${P}: was for "anyone", is for "person"`]],
    ['no longer repeatable', { repeatable: 'by key' }, {}, [`${P}: may be sent twice no more`]],
    ['a new field is needed', body({}), body({ a: z.string() }), [`${P}: input.body.a is needed`]],
    ['a field is refused', body({ a: z.string() }), body({}), [`${P}: input.body.a is refused`]],
    [
      'a parameter is needed',
      { query: z.object({}) },
      { query: z.object({ a: z.string() }) },
      [`${P}: input.query a is needed`],
    ],
    [
      'another type',
      body({ a: z.string() }),
      body({ a: z.number() }),
      [`${P}: input.body.a: string where number,integer was agreed`],
    ],
    [
      'null is refused',
      body({ a: z.int().nullable() }),
      body({ a: z.int() }),
      [`${P}: input.body.a: null where integer was agreed`],
    ],
    [
      'shorter texts',
      body({ a: z.string().max(9) }),
      body({ a: z.string().max(8) }),
      [`${P}: input.body.a: maxLength 9 against 8`],
    ],
    [
      'a longer least list',
      body({ a: z.array(z.null()) }),
      body({ a: z.array(z.null()).min(1) }),
      [`${P}: input.body.a: minItems none against 1`],
    ],
    [
      'a word less',
      body({ a: z.enum(['x', 'y']) }),
      body({ a: z.enum(['x']) }),
      [`${P}: input.body.a: ["x","y"] where ["x"] was agreed`],
    ],
    [
      'a part of a list is needed',
      body({ a: z.array(z.object({})) }),
      body({ a: z.array(z.object({ b: z.null() })) }),
      [`${P}: input.body.a[].b is needed`],
    ],
    ['an answer loses a field', answer({ a: z.string() }), answer({}), [`${P}: answer.a need not be there`]],
    [
      'an answer may lack a field',
      answer({ a: z.string() }),
      answer({ a: z.string().optional() }),
      [`${P}: answer.a need not be there`],
    ],
    ['an answer loses an optional field', answer({ a: z.string().optional() }), answer({}), [`${P}: answer.a is gone`]],
    [
      'an answer has a new word',
      answer({ a: z.enum(['x']) }),
      answer({ a: z.enum(['x', 'y']) }),
      [`${P}: answer.a: ["x","y"] where ["x"] was agreed`],
    ],
    ['an answer is no JSON', answer({}), { answer: 'text/csv' }, [`${P}: answers application/json no more`]],
  ])('%s', (_name, before, now, expected) => expect(changes(before, now)).toEqual(expected))

  it.each<[string, Changed, Changed]>([
    ['everybody may call', { access: 'person' }, { access: 'anyone' }],
    ['a field may be sent', body({}), body({ a: z.string().optional() })],
    ['longer texts', body({ a: z.string().max(8) }), body({ a: z.string().max(9) })],
    ['null as well', body({ a: z.string() }), body({ a: z.string().nullable() })],
    ['a word more', body({ a: z.enum(['x']) }), body({ a: z.enum(['x', 'y']) })],
    ['any number', body({ a: z.int() }), body({ a: z.number() })],
    ['an answer tells more', answer({}), answer({ a: z.string() })],
    ['an answer never has null', answer({ a: z.int().nullable() }), answer({ a: z.int() })],
  ])('nothing: %s', (_name, before, now) => expect(changes(before, now)).toEqual([]))
})
