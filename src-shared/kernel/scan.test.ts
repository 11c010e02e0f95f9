import { describe, expect, test } from 'vitest'
import { withCheck } from './check-digit.ts'
import { parseScan } from './scan.ts'

const kindOf = (text: string) => parseScan(text).kind

describe('Given a barcode', () => {
  test('when it has the prefix of its kind, then that is what it is, without the prefix', () => {
    expect(parseScan('P-1000020K')).toMatchObject({ kind: 'patient', code: '1000020K' })
    expect(parseScan('p:1000020K')).toMatchObject({ kind: 'patient', code: '1000020K' })
    expect(parseScan('U:7731')).toMatchObject({ kind: 'staff', code: '7731' })
    expect(parseScan('S-24000017')).toMatchObject({ kind: 'specimen', code: '24000017' })
    expect(parseScan('D:AMOX500')).toMatchObject({ kind: 'drug', code: 'AMOX500' })
  })
  test('when it is a number of a patient, then its check character must be right', () => {
    const number = withCheck('1000020')
    expect(kindOf(number)).toBe('patient')
    expect(kindOf(`${number.slice(0, -1)}${number.endsWith('A') ? 'C' : 'A'}`)).toBe('unknown')
  })
  test('when it is a GTIN of 12, 13 or 14 digits, then it is a drug only with the right check digit', () => {
    expect(kindOf('036000291452')).toBe('drug')
    expect(kindOf('4006381333931')).toBe('drug')
    expect(kindOf('04006381333931')).toBe('drug')
    expect(kindOf('4006381333932')).toBe('staff')
  })
  test('when it is an element string of GS1, then it is a drug, with and without its symbology identifier', () => {
    expect(kindOf('0104006381333931172712311001A')).toBe('drug')
    expect(kindOf(']d20104006381333931\u001d10AB')).toBe('drug')
  })
  test('when it is a long code of no other form, then it is a card of the staff', () => {
    expect(kindOf('NB12345678AB')).toBe('staff')
  })
  test('when it is short and fits nothing, or is empty, then it is unknown', () => {
    expect(kindOf('VVVVVV9')).toBe('unknown')
    expect(kindOf('')).toBe('unknown')
    expect(kindOf('P-')).toBe('unknown')
  })
})
