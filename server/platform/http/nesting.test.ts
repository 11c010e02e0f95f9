import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isNestedDeeper } from './nesting.ts'

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

it('Given any JSON, then its depth is that of its arrays and objects, whatever stands in its strings', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
      const [text, depth] = [JSON.stringify(value), depthOf(value)]
      expect([isNestedDeeper(text, depth), depth > 0 && isNestedDeeper(text, depth - 1)]).toEqual([false, depth > 0])
    }),
  )
})

it.each([
  ['"[[[["', false],
  ['{"a\\"[[[[":1}', false],
  ['{"a\\\\":[[[[]]]]}', true],
  ['[[[[', true],
  ['"[[[[', false],
  ['', false],
])('Given %s, then deeper than three: %s', (text, deeper) => {
  expect(isNestedDeeper(text, 3)).toBe(deeper)
})
