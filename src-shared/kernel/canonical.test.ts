import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical.ts'

/** As it is defined: every object's members by their names, in the order of UTF-16. */
function defined(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(defined).join(',')}]`
  const names = Object.keys(value).sort((a, b) => (a < b ? -1 : 1))
  return `{${names.map((name) => `${JSON.stringify(name)}:${defined((value as Record<string, unknown>)[name])}`).join(',')}}`
}

describe('the JSON that is hashed', () => {
  it('Given any JSON, in whatever order it came, then its members are written in the order of their names', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const expected = defined(value)
        expect(canonicalJson(value)).toBe(expected)
        expect(canonicalJson(JSON.parse(expected))).toBe(expected)
      }),
    )
  })

  it('Given names that are numbers, which an engine counts and does not spell, then they are spelt', () => {
    expect(canonicalJson({ 9: 'a', 10: 'b', x: 1 })).toBe('{"10":"b","9":"a","x":1}')
    expect(canonicalJson([{ a: { 2: 1, 11: 1 } }])).toBe('[{"a":{"11":1,"2":1}}]')
  })

  it('Given members that are not there, then they are left out, in either order', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
    expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}')
    expect(canonicalJson([undefined, { b: [undefined], a: 0 }])).toBe('[null,{"a":0,"b":[null]}]')
  })

  it.each([Number.NaN, [Number.POSITIVE_INFINITY], { a: -Number.POSITIVE_INFINITY }])(
    'Given %s, which JSON cannot carry, then it is refused',
    (value) => {
      expect(() => canonicalJson(value)).toThrow('not a JSON number')
    },
  )

  it('Given an object that would write itself otherwise, then its members count', () => {
    const own = { b: 1, a: 2, toJSON: 'kept as text' }
    expect(canonicalJson(own)).toBe('{"a":2,"b":1,"toJSON":"kept as text"}')
    expect(canonicalJson({ at: new Date(0) })).toBe('{"at":{}}')
  })
})
