import { describe, expect, it } from 'vitest'
import { readBarcode } from './read-barcode.ts'

const GS = '\u001d'
describe('the barcode of a medicine', () => {
  it.each([
    ['a GTIN of thirteen digits', '2000000000015', { gtin: '02000000000015', lot: null, expiry: null }],
    ['one of eight', '20000011', { gtin: '00000020000011', lot: null, expiry: null }],
    [
      'GTIN, expiry, lot',
      '010200000000001517270531' + '10AB-12',
      { gtin: '02000000000015', lot: 'AB-12', expiry: '2027-05-31' },
    ],
    [
      'a lot that ends at the separator',
      `0102000000000015${'10'}A1${GS}17270531`,
      { gtin: '02000000000015', lot: 'A1', expiry: '2027-05-31' },
    ],
    [
      'the scanner’s symbology mark before it',
      `]d20102000000000015${'17'}270531`,
      { gtin: '02000000000015', lot: null, expiry: '2027-05-31' },
    ],
    [
      'a serial number after the lot',
      `0102000000000015${'10'}A1${GS}21XYZ${GS}17270531`,
      { gtin: '02000000000015', lot: 'A1', expiry: '2027-05-31' },
    ],
    [
      'an expiry without a day: the last of the month',
      '0102000000000015' + '17280200',
      { gtin: '02000000000015', lot: null, expiry: '2028-02-29' },
    ],
    [
      'a separator that is shown',
      '0102000000000015' + '10A1<GS>17270531',
      { gtin: '02000000000015', lot: 'A1', expiry: '2027-05-31' },
    ],
  ])('given %s, then it is read', (_, text, expected) => {
    expect(readBarcode(text)).toEqual(expected)
  })

  it.each([
    '',
    '010200000000001617270531',
    '2000000000016',
    'P:1000001V',
    '17270531',
    '0102',
    ']C1',
    '01ABCDEFGHIJKLMN',
    '\u0000'.repeat(200),
    '((((',
  ])('given %j, then it is no article', (text) => {
    expect(readBarcode(text)).toBeNull()
  })
})
