import type { MedicineNameView, ProductView } from '../../../../src-shared/domains/ward/index.ts'
import { type Amount, amountText } from '../../../../src-shared/kernel/amount.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { readBarcode } from './read-barcode.ts'

export interface GenericCells {
  id: string
  name: string
  tall_man: string | null
  look_alikes: string
  high_alert: string | null
  controlled: number
  demonstration: number
}
export interface ProductCells {
  id: string
  generic_id: string
  brand: string | null
  form: string
  unit: string
  strengths: string
  per: string
  routes: string
}
export const GENERIC = 'g.id, g.name, g.tall_man, g.look_alikes, g.high_alert, g.controlled, g.demonstration'
export const PRODUCT = 'p.id, p.generic_id, p.brand, p.form, p.unit, p.strengths, p.per, p.routes'
const MOST = 20

export interface FormularyHit {
  medicine: MedicineNameView
  atc: string
  products: ProductView[]
}

/** Medicines whose name, or a product's brand, has a word that begins so. What begins with it stands first. */
export function findMedicines(db: Database, text: string): FormularyHit[] {
  const typed = text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, (sign) => `\\${sign}`)
  if (typed === '') return []
  const sql = `SELECT ${GENERIC}, g.atc FROM pharmacy_generic g WHERE g.retired = 0 AND (
      g.name LIKE @typed || '%' ESCAPE '\\' OR g.name LIKE '% ' || @typed || '%' ESCAPE '\\'
      OR EXISTS (SELECT 1 FROM pharmacy_product p WHERE p.generic_id = g.id AND p.retired = 0 AND p.brand LIKE @typed || '%' ESCAPE '\\'))
    ORDER BY g.name NOT LIKE @typed || '%' ESCAPE '\\', g.name LIMIT ${MOST}`
  const hits = statement(db, sql).all({ typed }) as (GenericCells & { atc: string })[]
  return hits.map((cells) => ({
    medicine: medicineView(cells),
    atc: cells.atc,
    products: productsOf(db, cells.id),
  }))
}

/** A medicine by its id; null: it is not in the formulary, or is not used any more. */
export function medicineById(db: Database, genericId: string): FormularyHit | null {
  const sql = `SELECT ${GENERIC}, g.atc FROM pharmacy_generic g WHERE g.id = ? AND g.retired = 0`
  const cells = statement(db, sql).get(genericId) as (GenericCells & { atc: string }) | undefined
  return cells ? { medicine: medicineView(cells), atc: cells.atc, products: productsOf(db, cells.id) } : null
}

function productsOf(db: Database, genericId: string): ProductView[] {
  const sql = `SELECT ${PRODUCT} FROM pharmacy_product p WHERE p.generic_id = ? AND p.retired = 0 ORDER BY p.form, p.id`
  return (statement(db, sql).all(genericId) as ProductCells[]).map(productView)
}

export interface ScannedProduct {
  medicine: MedicineNameView
  product: ProductView
  /** As the rules read it. */
  made: { productId: string; genericId: string; strengths: { ingredient: string; amount: Amount }[]; per: Amount }
  /** How many units are in the pack. */
  packSize: number
  lot: string | null
  expiry: string | null
}

/** The product whose pack has this barcode; null: it is none of the formulary. */
export function productByBarcode(db: Database, text: string): ScannedProduct | null {
  const code = readBarcode(text)
  if (!code) return null
  const sql = `SELECT ${PRODUCT}, ${GENERIC.replace('g.id', 'g.id AS generic')}, k.size FROM pharmacy_pack k
    JOIN pharmacy_product p ON p.id = k.product_id JOIN pharmacy_generic g ON g.id = p.generic_id WHERE k.gtin = ?`
  const cells = statement(db, sql).get(code.gtin) as
    | (ProductCells & GenericCells & { generic: string; size: number })
    | undefined
  if (!cells) return null
  return {
    medicine: medicineView({ ...cells, id: cells.generic }),
    product: productView(cells),
    made: { productId: cells.id, genericId: cells.generic, ...compositionOf(cells) },
    packSize: cells.size,
    lot: code.lot,
    expiry: code.expiry,
  }
}

const compositionOf = ({ strengths, per }: ProductCells) => ({
  strengths: JSON.parse(strengths) as ScannedProduct['made']['strengths'],
  per: JSON.parse(per) as Amount,
})

export const medicineView = (cells: GenericCells): MedicineNameView => ({
  genericId: cells.id,
  name: cells.name,
  tallMan: cells.tall_man,
  lookAlikes: JSON.parse(cells.look_alikes) as string[],
  highAlert: cells.high_alert !== null,
  controlled: cells.controlled === 1,
  demonstration: cells.demonstration === 1,
})

export function productView(cells: ProductCells): ProductView {
  const { strengths, per } = compositionOf(cells)
  const each = strengths.map(({ amount }) => amountText(amount)).join(' + ')
  const isOne = per.unit === '1' && per.nano === 1_000_000_000
  return {
    productId: cells.id,
    brand: cells.brand,
    form: cells.form,
    unit: cells.unit,
    strength: each === '' || isOne ? each : `${each} in ${amountText(per, cells.unit)}`,
    routes: JSON.parse(cells.routes) as string[],
  }
}

/** Everything by which an allergy's text is understood. */
export function formularyNames(db: Database): { name: string; ingredients: string[]; atc: string }[] {
  const sql = 'SELECT name, ingredients, atc FROM pharmacy_generic WHERE retired = 0'
  const rows = statement(db, sql).all() as { name: string; ingredients: string; atc: string }[]
  return rows.map((row) => ({ ...row, ingredients: JSON.parse(row.ingredients) as string[] }))
}

export interface RulePackView {
  packId: string
  name: string
  version: string
  source: string
  rules: number
  demonstration: boolean
  signedBy: string | null
  signedAt: number | null
  retired: boolean
}

/** Sets of rules: those in use first, newest first. `nameOf`: of staff. */
export function rulePacks(db: Database, nameOf: (userId: string) => string): RulePackView[] {
  const sql = `SELECT id AS packId, name, version, source, rules, demonstration, signed_by AS signedBy, signed_at AS signedAt,
    retired FROM pharmacy_rule_pack ORDER BY retired, signed_at DESC, name, version`
  const rows = statement(db, sql).all() as (Omit<RulePackView, 'demonstration' | 'retired'> & {
    demonstration: number
    retired: number
  })[]
  return rows.map((row) => ({
    ...row,
    demonstration: row.demonstration === 1,
    retired: row.retired === 1,
    signedBy: row.signedBy === null ? null : nameOf(row.signedBy),
  }))
}
