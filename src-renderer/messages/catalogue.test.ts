import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { si } from './si.ts'
import { ta } from './ta.ts'

const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

describe.each([
  ['Sinhala', si],
  ['Tamil', ta],
])('Given the %s catalogue', (_, catalogue) => {
  test('when a text is filled, then nothing that the English one says is left out', () => {
    for (const [key, text] of Object.entries(en))
      expect({ key, places: places(catalogue[key as keyof typeof en]) }).toEqual({ key, places: places(text) })
  })
})
