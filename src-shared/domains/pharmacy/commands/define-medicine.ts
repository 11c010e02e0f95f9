import { z } from 'zod'
import { amountSchema, amountText } from '../../../kernel/amount.ts'
import { canonicalJson } from '../../../kernel/canonical.ts'
import { apply, type CommandContext, command, type Put, put } from '../../../kernel/command.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Generic, genericFields, Pack, Product, packFields, productFields } from '../records.ts'

const folded = (most: number, what: string) =>
  z
    .string()
    .trim()
    .min(1, `${what} is empty`)
    .max(most, `${what} is too long (${most} letters at most)`)
    .transform((text) => text.toLowerCase())
const unique = (texts: readonly string[]) => new Set(texts).size === texts.length

const product = z.strictObject({
  brand: productFields.brand.default(null),
  form: productFields.form,
  unit: productFields.unit,
  strengths: z.array(z.strictObject({ ingredient: folded(80, 'An ingredient'), amount: amountSchema })).max(8),
  per: productFields.per,
  routes: productFields.routes,
  packs: z
    .array(z.strictObject({ size: packFields.size, gtin: packFields.gtin.default(null) }))
    .max(20, 'A product has 20 packs at most')
    .refine((packs) => unique(packs.map(packKey)), 'Two packs of a product are the same'),
})
type ProductEntry = z.output<typeof product>

const input = z.strictObject({
  /** Left out: a new medicine. Its id: its new form; products and packs that are not named any more are retired. */
  genericId: z.uuid().nullable().default(null),
  name: folded(120, 'The name'),
  ingredients: z.array(folded(80, 'An ingredient')).min(1, 'Name at least one ingredient').max(8).refine(unique, {
    message: 'An ingredient is named twice',
  }),
  atc: genericFields.atc,
  tallMan: genericFields.tallMan.default(null),
  lookAlikes: z.array(folded(120, 'A look-alike')).max(8).default([]),
  highAlert: genericFields.highAlert.default(null),
  controlled: z.boolean().default(false),
  timeCritical: z.boolean().default(false),
  holdBelow: genericFields.holdBelow.default(null),
  demonstration: z.boolean().default(false),
  products: z
    .array(product)
    .max(40, 'A medicine has 40 products at most')
    .refine((products) => unique(products.map(productKey)), 'Two products are the same'),
})
type Entry = z.output<typeof input>
type ProductRow = RowOf<typeof Product>
type PackRow = RowOf<typeof Pack>

/** Puts a medicine with its products and packs into the formulary, or gives it a new form. */
export const defineMedicine = command({
  name: 'pharmacy.defineMedicine',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input,
  gather: gatherMedicine,
  decide({ id, known, namesake, taken, products, packs }, entry, context) {
    if (namesake) return refuse('MEDICINE_EXISTS', { name: namesake.name })
    if (taken) return refuse('MEDICINE_BARCODE_EXISTS', { gtin: taken.gtin, name: taken.name })
    const stranger = entry.products
      .flatMap((each) => each.strengths)
      .find(({ ingredient }) => !entry.ingredients.includes(ingredient))
    if (stranger) return refuse('MEDICINE_INGREDIENT_UNKNOWN', { ingredient: stranger.ingredient, name: entry.name })
    const { genericId: _, products: entries, ...about } = entry
    const puts = [
      put(Generic, { ...about, id, retired: false }),
      ...entries.flatMap((each) => productPuts(each, { genericId: id, products, packs, entry }, context)),
      ...products
        .filter((row) => !row.retired && !entries.some((each) => productKey(each) === productKey(row)))
        .map((row) => put(Product, { ...row, retired: true })),
    ]
    // the same list loaded again is nothing new: no workstation has to fetch it
    const standing = new Map(
      [...(known ? [known] : []), ...products, ...packs].map((row) => [row.id, canonicalJson(row)]),
    )
    return apply(
      puts.filter(({ row }) => standing.get(row.id) !== canonicalJson(row)),
      { genericId: id },
    )
  },
})

interface State {
  id: string
  known: RowOf<typeof Generic> | null
  namesake: RowOf<typeof Generic> | undefined
  /** A barcode of the entry that is on another medicine's product. */
  taken: { gtin: string; name: string } | undefined
  products: readonly ProductRow[]
  packs: readonly PackRow[]
}

function* gatherMedicine({ genericId, name, products: entries }: Entry, context: CommandContext): Gather<State> {
  const known = genericId ? yield* get(Generic, genericId) : null
  const id = known?.id ?? context.id('generic')
  const namesakes = yield* list(Generic, 'byName', [name])
  const products = yield* list(Product, 'byGeneric', [id])
  const packs: PackRow[] = []
  for (const { id: productId } of products) packs.push(...(yield* list(Pack, 'byProduct', [productId])))
  let taken: State['taken']
  for (const gtin of entries.flatMap((each) => each.packs.flatMap((pack) => pack.gtin ?? []))) {
    const [holder] = yield* list(Pack, 'byGtin', [gtin])
    const product = holder ? yield* get(Product, holder.productId) : null
    if (!product || product.genericId === id) continue
    const generic = yield* get(Generic, product.genericId)
    taken ??= { gtin, name: generic?.name ?? product.form }
  }
  return { id, known, namesake: namesakes.find((each) => each.id !== id), taken, products, packs }
}

interface Present {
  genericId: string
  products: readonly ProductRow[]
  packs: readonly PackRow[]
  entry: Entry
}

/** Products are known by what they are, packs by their barcode or size: rows keep their ids through a change. */
function productPuts({ packs: entries, ...each }: ProductEntry, present: Present, { id }: CommandContext): Put[] {
  const key = productKey(each)
  const productId = present.products.find((row) => productKey(row) === key)?.id ?? id(productLabel(each))
  const { genericId, entry } = present
  const packs = present.packs.filter((pack) => pack.productId === productId)
  return [
    put(Product, { ...each, id: productId, genericId, demonstration: entry.demonstration, retired: false }),
    ...entries.map((pack) => {
      // a barcode may have stood on another product of this medicine: its row moves, and stays the only one
      const existing = pack.gtin
        ? present.packs.find((row) => row.gtin === pack.gtin)
        : packs.find((row) => packKey(row) === packKey(pack))
      const packId = existing?.id ?? id(`pack:${key}:${packKey(pack)}`)
      return put(Pack, { ...pack, id: packId, productId, retired: false })
    }),
    ...packs
      .filter((row) => !row.retired && !entries.some((pack) => packKey(pack) === packKey(row)))
      .filter((row) => !isNamedElsewhere(row, entry))
      .map((row) => put(Pack, { ...row, retired: true })),
  ]
}

const isNamedElsewhere = ({ gtin }: PackRow, { products }: Entry) =>
  gtin !== null && products.some((each) => each.packs.some((pack) => pack.gtin === gtin))

function packKey({ size, gtin }: { size: number; gtin: string | null }): string {
  return gtin ?? `size:${size}`
}

/** Under which the id of a new product is allotted. */
export const productLabel = (product: ProductIdentity): string => `product:${productKey(product)}`

type ProductIdentity = Pick<ProductRow, 'brand' | 'form' | 'strengths' | 'per'>

function productKey({ brand, form, strengths, per }: ProductIdentity): string {
  const strength = strengths.map(({ ingredient, amount }) => `${ingredient} ${amountText(amount)}`).join(' + ')
  return [brand ?? '', form, strength, amountText(per)].join('|').toLowerCase()
}
