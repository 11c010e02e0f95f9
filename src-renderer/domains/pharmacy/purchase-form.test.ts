import { describe, expect, it } from 'vitest'
import {
  draftOf,
  draftsOf,
  formOf,
  NOTHING,
  type PurchaseView,
  type ReorderView,
  withoutLine,
  withProduct,
} from './purchase-form.ts'
import { type Article, EMPTY, entryOf, ofPurchase, withArticle } from './receive-form.ts'

const article = (productId: string) =>
  ({ medicine: { name: productId }, product: { productId, unit: 'tablet' } }) as Article
const line = (productId: string, more: object = {}) => ({
  ...{ ...article(productId), packSize: 100, packs: 5, packPrice: 12_050, received: 0 },
  ...more,
})
const purchase = (...lines: object[]) =>
  ({ purchaseId: 'p', supplierId: 's', version: 3, lines }) as unknown as PurchaseView

describe('the form of an order', () => {
  it('given a draft, then the form says the same, and saved again it names the version that was shown', () => {
    const shown = purchase(line('a'), line('b', { packPrice: null }))
    expect(draftOf(formOf(shown), 'd', shown)).toEqual({
      ...{ purchaseId: 'p', version: 3, departmentId: 'd', supplierId: 's' },
      lines: [
        { productId: 'a', packSize: 100, packs: 5, packPrice: 12_050 },
        { productId: 'b', packSize: 100, packs: 5, packPrice: null },
      ],
    })
  })

  it('given something missing or unreadable, then it is no order yet', () => {
    const form = formOf(purchase(line('a')))
    expect(draftOf(NOTHING, 'd', null)).toBeNull()
    expect(draftOf({ ...form, supplierId: '' }, 'd', null)).toBeNull()
    expect(draftOf(withProduct(form, article('b')), 'd', null)).toBeNull()
    expect(draftOf({ ...form, lines: [{ ...form.lines[0], packPrice: 'x' } as never] }, 'd', null)).toBeNull()
    expect(draftOf(withoutLine(form, 0), 'd', null)).toBeNull()
  })

  it('given a product that is in it already, then it gets no second line', () => {
    expect(withProduct(formOf(purchase(line('a'))), article('a')).lines).toHaveLength(1)
  })

  it('given a reorder list, then there is a draft for each supplier, and none for what nobody ever brought', () => {
    const item = (id: string, supplierId: string | null) => ({ ...line(id), supplierId }) as unknown as ReorderView
    const drafts = draftsOf([item('a', 's'), item('b', 't'), item('c', 's'), item('d', null)], 'd')
    expect(drafts.map(({ supplierId, lines }) => [supplierId, lines.map(({ productId }) => productId)])).toEqual([
      ['s', ['a', 'c']],
      ['t', ['b']],
    ])
  })
})

describe('goods of an order in the form of a receipt', () => {
  const shown = purchase(line('a', { received: 250 }), line('b', { received: 500 }), line('c'))

  it('given an order, then what is still to come stands there with packs and price', () => {
    const { lines, ...form } = ofPurchase(shown)
    expect(form).toMatchObject({ supplierId: 's', purchaseId: 'p' })
    expect(lines).toMatchObject([
      { packs: '3', packSize: '100', packPrice: '120.50', lot: '' },
      { packs: '5', lot: '' },
    ])
  })

  it('given the scan of a box that is expected, then its line is filled and nothing is retyped', () => {
    const scanned = withArticle(ofPurchase(shown), article('c'), { lot: 'L1', expiry: '2028-06-30', packSize: '100' })
    expect(scanned.lines).toHaveLength(2)
    expect(scanned.lines[1]).toMatchObject({ lot: 'L1', expiry: '2028-06-30', packs: '5', packPrice: '120.50' })
    const both = withArticle(scanned, article('a'), { lot: 'L2', expiry: '2028-06-30', packSize: '100' })
    expect(entryOf({ ...both, invoice: '7' }, 'd')).toMatchObject({
      purchaseId: 'p',
      lines: [{ packs: 3 }, { packs: 5 }],
    })
  })

  it('given packs of another size, then as many as hold as much; where none do, a person says', () => {
    const fill = (packSize: string) =>
      withArticle(ofPurchase(shown), article('c'), { lot: 'L1', packSize }).lines[1]?.packs
    expect([fill('50'), fill('500'), fill('30')]).toEqual(['10', '1', '5'])
  })

  it('given a second box of another lot, then it is a line of its own', () => {
    const first = withArticle(ofPurchase(shown), article('c'), { lot: 'L1' })
    expect(withArticle(first, article('c'), { lot: 'L2' }).lines).toHaveLength(3)
    expect(withArticle(EMPTY, article('c'), { lot: 'L2' }).lines).toHaveLength(1)
  })
})
