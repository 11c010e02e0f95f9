import type { Inputs, Outputs } from '../../platform/api.ts'
import { moneyText, readCount, readMoney } from './read-entry.ts'
import type { Article } from './receive-form.ts'

export type PurchaseView = Outputs['pharmacy']['stock']['purchases'][number]
export type ReorderView = Outputs['pharmacy']['stock']['reorder'][number]
export type DraftEntry = Inputs['pharmacy']['stock']['draftPurchase']

export interface PurchaseLine {
  article: Article
  packSize: string
  packs: string
  packPrice: string
}
export interface PurchaseForm {
  supplierId: string
  lines: PurchaseLine[]
}

export const NOTHING: PurchaseForm = { supplierId: '', lines: [] }

const priceText = (cents: number | null) => (cents === null ? '' : moneyText(cents).replaceAll(',', ''))

export const formOf = ({ supplierId, lines }: PurchaseView): PurchaseForm => ({
  supplierId,
  lines: lines.map(({ medicine, product, packSize, packs, packPrice }) => ({
    article: { medicine, product },
    ...{ packSize: String(packSize), packs: String(packs), packPrice: priceText(packPrice) },
  })),
})

/** A product that is in the order already gets no second line. */
export function withProduct(form: PurchaseForm, article: Article): PurchaseForm {
  const known = form.lines.some((line) => line.article.product.productId === article.product.productId)
  return known ? form : { ...form, lines: [...form.lines, { article, packSize: '', packs: '', packPrice: '' }] }
}

export const changedLine = (form: PurchaseForm, at: number, change: Partial<PurchaseLine>): PurchaseForm => ({
  ...form,
  lines: form.lines.map((line, i) => (i === at ? { ...line, ...change } : line)),
})

export const withoutLine = (form: PurchaseForm, at: number): PurchaseForm => ({
  ...form,
  lines: form.lines.filter((_, i) => i !== at),
})

/** The order as the command takes it; null: something is missing or unreadable. */
export function draftOf(form: PurchaseForm, departmentId: string, before: PurchaseView | null): DraftEntry | null {
  const lines = form.lines.map(({ article, packSize, packs, packPrice }) => {
    const price = packPrice.trim() === '' ? null : readMoney(packPrice)
    const [size, count] = [readCount(packSize), readCount(packs)]
    const isReadable = size !== null && count !== null && (price !== null || packPrice.trim() === '')
    return isReadable ? { productId: article.product.productId, packSize: size, packs: count, packPrice: price } : null
  })
  const readable = lines.flatMap((line) => line ?? [])
  if (form.supplierId === '' || readable.length === 0 || readable.length < lines.length) return null
  return {
    ...{ departmentId, supplierId: form.supplierId, lines: readable },
    ...{ purchaseId: before?.purchaseId ?? null, version: before?.version ?? 0 },
  }
}

/** One draft for each supplier; what never came from anybody waits for a person who says from whom. */
export function draftsOf(list: readonly ReorderView[], departmentId: string): DraftEntry[] {
  const drafts = new Map<string, DraftEntry>()
  for (const { supplierId, product, packSize, packs, packPrice } of list) {
    if (supplierId === null) continue
    const draft = drafts.get(supplierId) ?? { departmentId, supplierId, lines: [] }
    draft.lines.push({ productId: product.productId, packSize, packs, packPrice })
    drafts.set(supplierId, draft)
  }
  return [...drafts.values()]
}
