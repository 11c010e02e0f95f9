import { describe, expect, it } from 'vitest'
import { amount } from '../../../testing/formulary.ts'
import { type Moment, type OrderedMedicine, objections, piecesOf, type Scanned, verdictLevel } from './bedside.ts'

const tablets: Scanned = {
  ...{ productId: 'p', genericId: 'g', per: amount('1', '1'), expiry: '2026-03-02' },
  recalled: null,
  strengths: [{ ingredient: 'amoxicillin', amount: amount('500', 'mg') }],
}
const order: OrderedMedicine = {
  genericId: 'g',
  productId: null,
  dose: amount('1', 'g'),
  status: 'active',
  holdBelow: null,
}
const due: Moment = { dose: { dueAt: 1, state: 'due' }, prn: null, today: '2026-03-02', vital: null, allergies: [] }
const verdict = (
  change: { order?: Partial<OrderedMedicine> | null; scanned?: Partial<Scanned>; moment?: Partial<Moment> } = {},
) => {
  const found = objections(
    change.order === null ? null : { ...order, ...change.order },
    { ...tablets, ...change.scanned },
    { ...due, ...change.moment },
  )
  return `${verdictLevel(found)}: ${found.map(({ reason }) => reason).join(' ')}`.trim()
}

describe('what was scanned at the bedside', () => {
  it('given the ordered medicine, due now, then it goes', () => {
    expect(verdict()).toBe('go:')
    expect(verdict({ moment: { dose: { dueAt: 1, state: 'overdue' } } })).toBe('go:')
  })

  it.each([
    ['a medicine that nobody ordered', { order: null }, 'stop: notOrdered'],
    ['another medicine', { scanned: { genericId: 'x' } }, 'stop: notOrdered'],
    ['yesterday’s expiry', { scanned: { expiry: '2026-03-01' } }, 'stop: expired'],
    [
      'an expired one that nobody ordered',
      { order: null, scanned: { expiry: '2026-03-01' } },
      'stop: notOrdered expired',
    ],
    ['a recalled lot', { scanned: { recalled: 'Particles' } }, 'stop: recalled'],
    ['no expiry in the barcode', { scanned: { expiry: null } }, 'go:'],
    ['an order on hold', { order: { status: 'held' as const } }, 'stop: orderHeld'],
    ['a stopped order', { order: { status: 'stopped' as const } }, 'stop: orderOver'],
    ['a replaced order', { order: { status: 'replaced' as const } }, 'stop: orderOver'],
    ['another product of the same medicine', { order: { productId: 'q' } }, 'ask: otherProduct'],
    ['the very product', { order: { productId: 'p' } }, 'go:'],
    ['the next dose, before its time', { moment: { dose: { dueAt: 1, state: 'next' as const } } }, 'ask: tooEarly'],
    ['a dose of tomorrow', { moment: { dose: { dueAt: 1, state: 'future' as const } } }, 'ask: tooEarly'],
    ['no dose left', { moment: { dose: null } }, 'ask: nothingDue'],
    ['a dose that tablets cannot make', { order: { dose: amount('600', 'mg') } }, 'ask: dose'],
    ['half a tablet', { order: { dose: amount('250', 'mg') } }, 'go:'],
  ])('given %s, then %s', (_, change, expected) => {
    expect(verdict(change)).toBe(expected)
  })

  it('given when needed, then the limits speak instead of a schedule', () => {
    const prn = { from: null, because: null, given: 1 }
    expect(verdict({ moment: { dose: null, prn } })).toBe('go:')
    expect(verdict({ moment: { dose: null, prn: { from: 5, because: 'interval', given: 1 } } })).toBe('ask: prn')
  })

  it('given an allergy, then the ingredient stops, the class asks, a text only informs', () => {
    const finding = (level: 'hardStop' | 'interrupt' | 'inform') =>
      ({ rule: 'allergyClass', ruleId: null, level, params: { allergen: 'Penicillin' } }) as const
    expect(verdict({ moment: { allergies: [finding('hardStop')] } })).toBe('stop: allergy')
    expect(verdict({ moment: { allergies: [finding('interrupt')] } })).toBe('ask: allergy')
    expect(verdict({ moment: { allergies: [finding('inform')] } })).toBe('go:')
  })

  it('given a medicine that is held below a pulse, then just the limit goes, one below asks, none measured asks', () => {
    const held = { order: { holdBelow: { vital: 'pulse', value: 60 } } }
    expect(verdict({ ...held, moment: { vital: 60 } })).toBe('go:')
    expect(verdict({ ...held, moment: { vital: 59 } })).toBe('ask: belowLimit')
    expect(verdict({ ...held, moment: { vital: null } })).toBe('ask: vitalMissing')
  })
})

describe('how many pieces make a dose', () => {
  const syrup = { strengths: [{ ingredient: 'a', amount: amount('125', 'mg') }], per: amount('5', 'mL') }
  it.each([
    ['1 g of 500 mg tablets', amount('1', 'g'), tablets, amount('2', '1')],
    ['250 mg', amount('250', 'mg'), tablets, amount('0.5', '1')],
    ['125 mg: a quarter', amount('125', 'mg'), tablets, null],
    ['a third', amount('166.666666', 'mg'), tablets, null],
    ['two pieces', amount('2', '1'), tablets, amount('2', '1')],
    ['two and a quarter pieces', amount('2.25', '1'), tablets, null],
    ['250 mg of the syrup', amount('250', 'mg'), syrup, amount('10', 'mL')],
    ['100 mg of the syrup', amount('100', 'mg'), syrup, amount('4', 'mL')],
    ['7 mL of the syrup', amount('7', 'mL'), syrup, amount('7', 'mL')],
    ['units', amount('10', '[iU]'), tablets, null],
  ])('given %s', (_, dose, product, expected) => {
    expect(piecesOf(dose, product)).toEqual(expected)
  })

  it('given no strength, or a combination, then milligrams say nothing', () => {
    expect(piecesOf(amount('1', 'g'), { ...tablets, strengths: [] })).toBeNull()
    expect(
      piecesOf(amount('1', 'g'), { ...tablets, strengths: [...tablets.strengths, ...tablets.strengths] }),
    ).toBeNull()
  })
})
