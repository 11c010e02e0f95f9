import { describe, expect, it } from 'vitest'
import { type Amount, amountNumber, amountOf, amountText, sameBase, type Unit } from './amount.ts'

const amount = (text: string, unit: Unit): Amount => {
  const made = amountOf(text, unit)
  if (!made) throw new Error(`${text} ${unit}`)
  return made
}

describe('an amount of a medicine', () => {
  it.each([
    ['0.125', 'mg', 125_000],
    ['125', 'ug', 125_000],
    ['1', 'g', 1_000_000_000],
    ['1000', 'mg', 1_000_000_000],
    ['0.000001', 'mg', 1],
    ['5', 'mL', 5_000_000],
    ['0.5', '1', 500_000_000],
    ['100', '[iU]', 100_000_000_000],
  ] as const)('given %s %s, then it is %d billionths of the base', (text, unit, nano) => {
    expect(amountOf(text, unit)).toEqual({ nano, unit })
  })

  it.each([
    ['0', 'mg'],
    ['', 'mg'],
    ['-1', 'mg'],
    ['1e3', 'mg'],
    ['.5', 'mg'],
    ['1.', 'mg'],
    ['0.0000001', 'mg'],
    ['1,000', 'mg'],
    ['999999999', 'g'],
  ] as const)('given %j %s, then it is no amount', (text, unit) => {
    expect(amountOf(text, unit)).toBeNull()
  })

  it.each([
    ['0.5', 'mg', '0.5 mg'],
    ['2.50', 'mg', '2.5 mg'],
    ['10', 'mg', '10 mg'],
    ['1000', 'mL', '1,000 mL'],
    ['62.5', 'ug', '62.5 microgram'],
    ['8', '[iU]', '8 units'],
    ['1234.5', 'g', '1,234.5 g'],
    ['7', 'ng', '7 nanogram'],
  ] as const)('given %s %s, then it reads %s', (text, unit, read) => {
    expect(amountText(amount(text, unit))).toBe(read)
  })

  it('given half a tablet, then what is counted is named, and the number alone when it is not', () => {
    expect(amountText(amount('0.5', '1'), 'tablet')).toBe('0.5 tablet')
    expect(amountText(amount('0.5', '1'))).toBe('0.5')
    expect(amountNumber(amount('1500', '1'))).toBe('1,500')
  })

  it('given milligrams and micrograms, then they compare; milligrams and units never do', () => {
    expect(sameBase(amount('1', 'mg'), amount('1', 'ug'))).toBe(true)
    expect(sameBase(amount('1', 'mg'), amount('1', '[iU]'))).toBe(false)
  })
})
