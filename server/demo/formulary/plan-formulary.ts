import { productLabel } from '../../../src-shared/domains/pharmacy/index.ts'
import type { DemoCommand, Maker } from '../seed.ts'
import { demoMedicines } from './read-medicines.ts'
import { demoRules } from './read-rules.ts'
import { RULE_SOURCE } from './rules.ts'

const AT_A_TIME = 100
const PACK = { name: 'Demonstration rules', version: '1' }

/** The demonstration formulary and its rules; nobody has signed them. */
export function planFormulary(maker: Maker): DemoCommand[] {
  const medicines = demoMedicines().map((medicine) =>
    maker(medicine.name, 'pharmacy.defineMedicine', medicine, {
      generic: demoGenericId(maker, medicine.name),
      ...Object.fromEntries(
        medicine.products.map((product) => [labelOf(product), demoProductId(maker, medicine.name, labelOf(product))]),
      ),
    }),
  )
  const packId = maker(PACK.name, 'pack', {}).commandId
  const about = { ...PACK, source: RULE_SOURCE, demonstration: true }
  const rules = Object.entries(demoRules()).flatMap(([kind, all]) =>
    chunks<unknown>(all).map((some, n) => maker(`${kind} ${n}`, 'pharmacy.addRules', { packId, [kind]: some })),
  )
  return [...medicines, maker(PACK.name, 'pharmacy.defineRulePack', about, { pack: packId }), ...rules]
}

const chunks = <Each>(all: readonly Each[]): Each[][] =>
  Array.from({ length: Math.ceil(all.length / AT_A_TIME) }, (_, n) => all.slice(n * AT_A_TIME, (n + 1) * AT_A_TIME))

/** The id under which a medicine of the demonstration stands. */
export const demoGenericId = (maker: Maker, name: string) => maker(name, 'generic', {}).commandId

export const demoProductId = (maker: Maker, name: string, label: string) =>
  maker(`${name} ${label}`, 'product', {}).commandId
export const labelOf = ({ brand = null, ...product }: ReturnType<typeof demoMedicines>[number]['products'][number]) =>
  productLabel({ brand, ...product })
