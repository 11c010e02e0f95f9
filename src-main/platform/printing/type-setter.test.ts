import { beforeAll, expect, it } from 'vitest'
import { assetsOfSources } from './assets.ts'
import { openTypeSetter, runsOf, type TypeSetter } from './type-setter.ts'

let type: TypeSetter
beforeAll(async () => {
  type = await openTypeSetter(assetsOfSources(import.meta.url))
})

it('given a Sinhala conjunct, then its letters are joined into one sign, with the joiner inside', () => {
  expect(type.glyphs('ශ්‍රී', false)).toEqual(['shiivowelsinh', 'sharasinh'])
  expect(type.glyphs('ක්‍රි', false)).toEqual(['kivowelsinh', 'karasinh'])
})

it('given a Tamil vowel that is written around its letter, then one part stands before it and one after', () => {
  expect(type.glyphs('கொ', false)).toEqual(['evowelsigntamil', 'katamil', 'aavowelsigntamil'])
  expect(type.glyphs('ஸ்ரீ', false)).toEqual(['shritamil'])
})

it('given three scripts in one line, then each piece has its font and none of its signs is missing', () => {
  const text = 'Amoxicillin 500 mg මාත්‍රාව ஒவ்வொரு — ½'
  expect(runsOf(text).map(({ script }) => script)).toEqual(['latin', 'sinhala', 'latin', 'tamil', 'latin'])
  for (const bold of [false, true]) expect(type.glyphs(text, bold)).not.toContain('.notdef')
})

it('given a longer text or a larger size, then it is measured as wider', () => {
  const width = type.measure('500 mg', 3, false)
  expect(width).toBeGreaterThan(3)
  expect(type.measure('500 mg', 6, false)).toBeCloseTo(2 * width, 6)
  expect(type.measure('1,500 mg', 3, false)).toBeGreaterThan(width)
})
