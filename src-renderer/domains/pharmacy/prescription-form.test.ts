import { describe, expect, it } from 'vitest'
import { clean, counterOf, wordOn } from './prescription-form.ts'

const warning = { rule: 'interaction', level: 'interrupt' } as never
const hint = { rule: 'doseWithoutLimit', level: 'inform' } as never
const verified = { outcome: 'verified' as const, note: null, by: 'x', at: 1 }
const order = (orderId: string, change: object = {}) => ({
  ...{ orderId, findings: [] as never[], verification: null, dispensed: null },
  supply: { productId: `p-${orderId}`, unit: 'tablet', quantity: 6, onHand: 100 },
  ...change,
})

describe('verifying', () => {
  it('given warnings, a hint and one that is verified, then one key takes those without a warning that nobody looked at', () => {
    const orders = [
      order('a'),
      order('b', { findings: [warning] }),
      order('c', { findings: [hint] }),
      order('d', { verification: verified }),
    ]
    expect(clean(orders).map(({ orderId }) => orderId)).toEqual(['a', 'c'])
  })

  it('given a warning twice, then the word on it names the rule once', () => {
    expect(wordOn(order('b', { findings: [warning, warning, hint] }), 'verified', ' Monitored ')).toEqual({
      ...{ orderId: 'b', outcome: 'verified', note: 'Monitored', findings: ['interaction'] },
    })
    expect(wordOn(order('a'), 'verified', ' ').note).toBeNull()
  })
})

describe('what goes onto the counter', () => {
  it('given verified, queried and unseen orders, then the verified ones with their quantities, and what was dispensed before', () => {
    const form = counterOf('kamala', [
      order('a', { verification: verified, dispensed: { quantity: 6, lastAt: 1, dispenseIds: ['x', 'y'] } }),
      order('b', { verification: { ...verified, outcome: 'queried' } }),
      order('c'),
      order('d', { verification: verified, supply: null }),
    ])
    expect(form).toMatchObject({ patientId: 'kamala', seen: ['x', 'y'] })
    expect(form.lines).toEqual([{ productId: 'p-a', quantity: '6', scanned: null, orderId: 'a', reason: '' }])
  })

  it('given two orders of one product, then the first is on the counter', () => {
    const supply = { productId: 'same', unit: 'tablet', quantity: 2, onHand: 9 }
    const both = [order('a', { verification: verified, supply }), order('b', { verification: verified, supply })]
    expect(counterOf('kamala', both).lines.map(({ orderId }) => orderId)).toEqual(['a'])
  })
})
