import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { amount } from '../../../testing/formulary.ts'
import { testId } from '../../../testing/memory-store.ts'
import { noScanReasons, notGivenReasons } from '../rules/dose-outcome.ts'
import { administrationFields, complete } from './administration-fields.ts'

const record = complete(z.strictObject(administrationFields))
const ids = { orderId: testId(1), admissionId: null, patientId: testId(2), dueAt: null }
const scanned = { patientScanned: true, drugScanned: true }
const given = { ...ids, ...scanned, outcome: 'given', dose: amount('1', 'g') }
const problems = (entry: object) =>
  (record.safeParse(entry).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('what the record of a dose must say', () => {
  it('given the least, then it is now, of no product, and nothing was scanned or said', () => {
    expect(record.parse({ ...ids, outcome: 'refused', reason: 'asleep' })).toEqual({
      ...{ ...ids, outcome: 'refused', reason: 'asleep', at: null, dose: null, productId: null, lot: null },
      ...{ expiry: null, patientScanned: false, drugScanned: false, noScanReason: null, note: null },
    })
  })

  it.each([
    ['given whole', given],
    ['given in part, for a reason', { ...given, outcome: 'partial', reason: 'vomiting' }],
    ['refused, with no dose and no scan', { ...ids, outcome: 'refused', reason: 'patientRefused' }],
    ['withheld for another reason, in words', { ...ids, outcome: 'withheld', reason: 'other', note: 'Fasting' }],
    ['given without a scan, for a reason', { ...given, ...{ drugScanned: false, noScanReason: 'emergency' } }],
    [
      'given, both unscanned',
      { ...given, ...{ patientScanned: false, drugScanned: false, noScanReason: 'emergency' } },
    ],
  ])('given %s, then it is whole', (_, entry) => {
    expect(problems(entry)).toEqual([])
  })

  it.each([
    ['given, but not how much', { ...given, dose: null }, 'dose: Enter how much was given'],
    [
      'given in part, but not how much',
      { ...given, outcome: 'partial', reason: 'vomiting', dose: null },
      'dose: Enter how much was given',
    ],
    ['in part, but not why', { ...given, outcome: 'partial' }, 'reason: Say why it was not given, or not whole'],
    [
      'not available, but not why',
      { ...ids, outcome: 'notAvailable' },
      'reason: Say why it was not given, or not whole',
    ],
    ['another reason, but not which', { ...ids, outcome: 'withheld', reason: 'other' }, 'note: Say what it was'],
    ['no wristband, but not why', { ...given, patientScanned: false }, 'noScanReason: Say why it was not scanned'],
    ['no box, but not why', { ...given, drugScanned: false }, 'noScanReason: Say why it was not scanned'],
    [
      'neither, but not why',
      { ...given, patientScanned: false, drugScanned: false },
      'noScanReason: Say why it was not scanned',
    ],
  ])('given %s, then it says what is missing', (_, entry, problem) => {
    expect(problems(entry)).toEqual([problem])
  })

  it('given every reason of the lists, then it is taken; given another, it is not', () => {
    for (const reason of notGivenReasons)
      expect(problems({ ...ids, outcome: 'refused', reason, note: 'x' }), reason).toEqual([])
    for (const noScanReason of noScanReasons)
      expect(problems({ ...given, drugScanned: false, noScanReason }), noScanReason).toEqual([])
    expect(problems({ ...ids, outcome: 'refused', reason: 'because' })).toHaveLength(1)
    expect(problems({ ...given, drugScanned: false, noScanReason: 'because' })).toHaveLength(1)
  })

  it('given texts, then the lot has 40 letters and the note 300, and the message names them', () => {
    expect(problems({ ...given, lot: 'x'.repeat(40), note: 'x'.repeat(300), expiry: '2027-05-31' })).toEqual([])
    expect(problems({ ...given, lot: 'x'.repeat(41) })).toEqual(['lot: The lot is too long (40 letters at most)'])
    expect(problems({ ...given, note: 'x'.repeat(301) })).toEqual(['note: The note is too long (300 letters at most)'])
    expect(problems({ ...given, expiry: '31.05.2027' })).toEqual(['expiry: Write the expiry as 2027-05-31'])
  })
})
