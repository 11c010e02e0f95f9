import { describe, expect, it } from 'vitest'
import { changed, EMPTY, entryOf, lackOf, plan, type StockLine, withLine, without } from './counter-form.ts'

const TODAY = '2026-03-02'
const batch = (stockId: string, expiry: string, held: number, free = 0) => ({
  ...{ stockId, lot: stockId.toUpperCase(), expiry, freshness: 'good' as const, recalled: null },
  ...{ held, free, onHand: held + free, suspense: 0 },
})
const stock = { batches: [batch('a', '2026-05-31', 5, 3), batch('b', '2026-08-31', 50)] } as unknown as StockLine
const line = (change: object = {}) => ({
  ...{ productId: 'p', quantity: '20', scanned: null, orderId: null, reason: '' },
  ...change,
})

describe('a line on the counter', () => {
  it('given a quantity, then it is taken from the first to expire, with what the server has as well', () => {
    expect(plan(line(), stock, TODAY)).toMatchObject({
      parts: [
        { stockId: 'a', quantity: 8 },
        { stockId: 'b', quantity: 12 },
      ],
      owing: 0,
      first: null,
    })
  })

  it('given a scanned box of a later batch, then that one is taken, and a reason is asked for', () => {
    const planned = plan(line({ scanned: 'b' }), stock, TODAY)
    expect(planned.parts).toEqual([{ stockId: 'b', quantity: 20 }])
    expect(planned.first?.stockId).toBe('a')
    expect(lackOf(planned)).toBe('reason')
    expect(lackOf(plan(line({ scanned: 'b', reason: 'Box open' }), stock, TODAY))).toBeNull()
  })

  it('given a scanned box with less than is wanted, then the rest comes from the first to expire', () => {
    expect(plan(line({ scanned: 'b', quantity: '55' }), stock, TODAY).parts).toEqual([
      { stockId: 'b', quantity: 50 },
      { stockId: 'a', quantity: 5 },
    ])
  })

  it('given more than there is, then what there is goes out and the rest is owing', () => {
    expect(plan(line({ quantity: '60' }), stock, TODAY)).toMatchObject({ owing: 2 })
  })

  it('given no quantity, or nothing on the shelf, then it says which', () => {
    expect(lackOf(plan(line({ quantity: 'x' }), stock, TODAY))).toBe('quantity')
    expect(lackOf(plan(line(), null, TODAY))).toBe('stock')
  })
})

describe('the form', () => {
  it('given the same medicine twice, then there is one line, with the box that was scanned last', () => {
    const form = withLine(withLine(EMPTY, 'p', 'a'), 'p', 'b')
    expect(form.lines).toMatchObject([{ productId: 'p', scanned: 'b' }])
    expect(withLine(form, 'p', null).lines[0]?.scanned).toBe('b')
    expect(without(form, 'p').lines).toEqual([])
  })

  it('given all lines are ready, then each batch is a line of the entry; one that is not holds all back', () => {
    const form = changed(withLine(EMPTY, 'p', null), 'p', { quantity: '20', orderId: 'o' })
    const planned = form.lines.map((each) => plan(each, stock, TODAY))
    expect(entryOf(form, planned, 'd')).toEqual({
      ...{ departmentId: 'd', patientId: null, seen: [] },
      lines: [
        { stockId: 'a', quantity: 8, orderId: 'o', reason: null },
        { stockId: 'b', quantity: 12, orderId: 'o', reason: null },
      ],
    })
    expect(entryOf(form, [...planned, plan(line({ quantity: '' }), stock, TODAY)], 'd')).toBeNull()
    expect(entryOf(EMPTY, [], 'd')).toBeNull()
  })
})
