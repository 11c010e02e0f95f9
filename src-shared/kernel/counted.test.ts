import { describe, expect, it } from 'vitest'
import { amountOf, type Unit } from './amount.ts'
import { countedText, doseText } from './counted.ts'

const dose = (decimal: string, unit: Unit) => amountOf(decimal, unit) ?? { nano: 1, unit }

describe('a number of pieces', () => {
  it.each([
    ['en', 0, '0 tablets'],
    ['en', 1, '1 tablet'],
    ['en', 2, '2 tablets'],
    ['en', 1_000, '1,000 tablets'],
    ['si', 1, 'පෙත්ත 1'],
    ['si', 2, 'පෙති 2'],
    ['ta', 1, '1 மாத்திரை'],
    ['ta', 2, '2 மாத்திரைகள்'],
  ] as const)('given %s and %i, then it is “%s”', (language, count, text) => {
    expect(countedText(count, 'tablet', language)).toBe(text)
  })

  it('given no regular plural, then nothing is made by adding an s', () => {
    expect([countedText(2, 'patch', 'en'), countedText(2, 'suppository', 'en')]).toEqual([
      '2 patches',
      '2 suppositories',
    ])
  })

  it.each(['mL', 'pen', 'constructor'])('given %s, which is not in the table, then it keeps its word', (unit) => {
    expect(countedText(2, unit, 'si')).toBe(`2 ${unit}`)
  })
})

describe('a dose', () => {
  it.each([
    ['0.5', '1', '0.5 tablets'],
    ['1', '1', '1 tablet'],
    ['1.5', '1', '1.5 tablets'],
    ['2', '1', '2 tablets'],
    ['500', 'mg', '500 mg'],
    ['1', 'mL', '1 mL'],
  ] as const)('given %s %s of tablets, then it is “%s”', (decimal, unit, text) => {
    expect(doseText(dose(decimal, unit), 'tablet', 'en')).toBe(text)
  })

  it('given pieces of what has no word, then the formulary’s word or none stands there', () => {
    expect([doseText(dose('2', '1'), 'pen', 'ta'), doseText(dose('2', '1'), '', 'en')]).toEqual(['2 pen', '2'])
  })
})
