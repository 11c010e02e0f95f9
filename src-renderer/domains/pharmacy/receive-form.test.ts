import { describe, expect, it } from 'vitest'
import { type Article, changed, EMPTY, entryOf, totalOf, withArticle, without, wrongIn } from './receive-form.ts'

const article = { product: { productId: 'p' } } as Article
const FULL = { lot: 'a1', expiry: '06/2027', packSize: '100', packs: '2', freePacks: '', packPrice: '120.00' }
const filled = (change: object = {}) => {
  const form = { ...withArticle(EMPTY, article), supplierId: 's', invoice: '7' }
  return changed(form, 1, { ...FULL, ...change })
}

describe('a receipt as it is typed', () => {
  it('given everything is there, then the entry has dates, counts and cents', () => {
    expect(entryOf({ ...filled(), discount: '10.50' }, 'd')).toEqual({
      ...{ departmentId: 'd', supplierId: 's', invoice: '7', purchaseId: null, discount: 1_050, again: false },
      lines: [
        { productId: 'p', lot: 'a1', expiry: '2027-06-30', packSize: 100, packs: 2, freePacks: 0, packPrice: 12_000 },
      ],
    })
    expect(totalOf({ ...filled(), discount: '10.50' })).toBe(22_950)
  })

  it.each([
    [{ lot: ' ' }, ['lot']],
    [{ expiry: 'next year' }, ['expiry']],
    [{ packs: '' }, ['packs']],
    [{ packs: '', freePacks: '3' }, []],
    [{ packs: '1.5', packPrice: '1.234' }, ['packs', 'packPrice']],
    [{ packSize: '0' }, ['packSize']],
  ])('given %j, then %j is wrong, and nothing can be saved', (change, wrong) => {
    const form = filled(change)
    expect(wrongIn(form.lines[0] as never)).toEqual(wrong)
    expect(entryOf(form, 'd') === null).toBe(wrong.length > 0)
  })

  it('given no supplier, no invoice, no line, or more discount than price, then nothing can be saved', () => {
    expect(entryOf({ ...filled(), supplierId: '' }, 'd')).toBeNull()
    expect(entryOf({ ...filled(), invoice: ' ' }, 'd')).toBeNull()
    expect(entryOf(without(filled(), 1), 'd')).toBeNull()
    expect(entryOf({ ...filled(), discount: '240.01' }, 'd')).toBeNull()
    expect(entryOf({ ...filled(), discount: 'ten' }, 'd')).toBeNull()
  })

  it('given the same article twice, then each line keeps what was typed in it', () => {
    const form = withArticle(filled(), article, { lot: 'B2' })
    expect(changed(form, 2, { packs: '9' }).lines.map(({ lot, packs }) => [lot, packs])).toEqual([
      ['a1', '2'],
      ['B2', '9'],
    ])
  })
})
