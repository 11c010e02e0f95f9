import type { Inputs, Outputs } from '../../platform/api.ts'
import type { PurchaseView } from './purchase-form.ts'
import { moneyText, readCount, readExpiry, readMoney } from './read-entry.ts'

type Box = NonNullable<Outputs['pharmacy']['stock']['scan']>
export type ReceiveEntry = Inputs['pharmacy']['stock']['receive']
/** What a line is of, kept with it: the form is a draft and outlives the list it was chosen from. */
export type Article = Box['product']

/** One line of a receipt, as typed. */
export interface ReceiveLine {
  key: number
  article: Article
  lot: string
  expiry: string
  packSize: string
  packs: string
  freePacks: string
  packPrice: string
}
export interface ReceiveForm {
  supplierId: string
  /** The order that it is a delivery of; null: none. */
  purchaseId: string | null
  invoice: string
  discount: string
  /** Another delivery of an invoice that was entered before. */
  again: boolean
  lines: ReceiveLine[]
  next: number
}
export const EMPTY: ReceiveForm = {
  ...{ supplierId: '', invoice: '', discount: '', again: false, lines: [], next: 1, purchaseId: null },
}

type Printed = Partial<Pick<ReceiveLine, 'lot' | 'expiry' | 'packSize' | 'packs' | 'packPrice'>>

/** What is still to come of an order: a line each, which the scan of its box finds. */
export function ofPurchase({ purchaseId, supplierId, lines }: PurchaseView): ReceiveForm {
  return lines.reduce(
    (form, { medicine, product, packSize, packs, packPrice, received }) => {
      const left = Math.ceil((packs * packSize - received) / packSize)
      if (left <= 0) return form
      const price = packPrice === null ? '' : moneyText(packPrice).replaceAll(',', '')
      const line = { packSize: String(packSize), packs: String(left), packPrice: price }
      return added(form, { medicine, product }, line)
    },
    { ...EMPTY, supplierId, purchaseId } as ReceiveForm,
  )
}

/** A box of what is expected fills that line; another one makes a line of its own. */
export function withArticle(form: ReceiveForm, article: Article, printed: Printed = {}): ReceiveForm {
  const { productId } = article.product
  const waiting = form.lines.find((line) => line.article.product.productId === productId && line.lot.trim() === '')
  if (!waiting || !printed.lot) return added(form, article, printed)
  return changed(form, waiting.key, { ...printed, packs: packsOf(waiting, printed.packSize ?? '') })
}

/** Packs of another size than was expected: as many as hold as much. */
function packsOf({ packs, packSize }: ReceiveLine, printedSize: string): string {
  const [count, size, other] = [readCount(packs), readCount(packSize), readCount(printedSize)]
  return count === null || size === null || other === null || (count * size) % other !== 0
    ? packs
    : String((count * size) / other)
}

function added(form: ReceiveForm, article: Article, printed: Printed): ReceiveForm {
  const empty = { lot: '', expiry: '', packSize: '', packs: '', freePacks: '', packPrice: '' }
  return { ...form, next: form.next + 1, lines: [...form.lines, { ...empty, ...printed, key: form.next, article }] }
}

export const changed = (form: ReceiveForm, key: number, change: Partial<ReceiveLine>): ReceiveForm => ({
  ...form,
  lines: form.lines.map((line) => (line.key === key ? { ...line, ...change } : line)),
})

export const without = (form: ReceiveForm, key: number): ReceiveForm => ({
  ...form,
  lines: form.lines.filter((line) => line.key !== key),
})

const FIELDS = ['lot', 'expiry', 'packSize', 'packs', 'freePacks', 'packPrice'] as const
export type LineField = (typeof FIELDS)[number]

const WRONG: Readonly<Record<LineField, (text: string) => boolean>> = {
  lot: (text) => text.trim() === '' || text.trim().length > 20,
  expiry: (text) => readExpiry(text) === null,
  packSize: (text) => readCount(text) === null,
  packs: (text) => countOrNone(text) === null,
  freePacks: (text) => countOrNone(text) === null,
  packPrice: (text) => readMoney(text) === null,
}
/** Empty is none. */
const countOrNone = (text: string) => (text.trim() === '' || text.trim() === '0' ? 0 : readCount(text))

/** Fields of a line that cannot be saved as they stand. */
export function wrongIn(line: ReceiveLine): LineField[] {
  const wrong = FIELDS.filter((field) => WRONG[field](line[field]))
  const packs = (countOrNone(line.packs) ?? 0) + (countOrNone(line.freePacks) ?? 0)
  return packs === 0 && !wrong.includes('packs') ? [...wrong, 'packs'] : wrong
}

/** What the line is to cost before any discount, in cents; null: something of it is missing. */
export function priceOf({ packs, packPrice }: ReceiveLine): number | null {
  const [count, price] = [countOrNone(packs), readMoney(packPrice)]
  return count === null || price === null ? null : count * price
}

/** In cents; what is not readable yet counts for nothing. */
export const totalOf = ({ lines, discount }: ReceiveForm): number =>
  lines.reduce((sum, line) => sum + (priceOf(line) ?? 0), 0) - discountOf(discount)

const discountOf = (text: string) => (text.trim() === '' ? 0 : (readMoney(text) ?? 0))

/** Null where something is missing or unreadable. */
export function entryOf(form: ReceiveForm, departmentId: string): ReceiveEntry | null {
  const { supplierId, invoice, discount, again, lines, purchaseId } = form
  const unreadable = discount.trim() !== '' && readMoney(discount) === null
  if (supplierId === '' || invoice.trim() === '' || lines.length === 0 || unreadable) return null
  if (lines.some((line) => wrongIn(line).length > 0) || totalOf(form) < 0) return null
  const about = { departmentId, supplierId, invoice, purchaseId }
  return { ...about, discount: discountOf(discount), again, lines: lines.map(lineOf) }
}

const lineOf = (line: ReceiveLine): ReceiveEntry['lines'][number] => ({
  productId: line.article.product.productId,
  lot: line.lot,
  expiry: readExpiry(line.expiry) ?? '',
  packSize: readCount(line.packSize) ?? 0,
  packs: countOrNone(line.packs) ?? 0,
  freePacks: countOrNone(line.freePacks) ?? 0,
  packPrice: readMoney(line.packPrice) ?? 0,
})
