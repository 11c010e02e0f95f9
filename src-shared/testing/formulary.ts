import type { defineMedicine } from '../domains/pharmacy/index.ts'
import { type Amount, amountOf, type Unit } from '../kernel/amount.ts'
import type { InputOf } from '../kernel/command.ts'

/** An amount that is known to be one. */
export function amount(decimal: string, unit: Unit): Amount {
  const made = amountOf(decimal, unit)
  if (!made) throw new Error(`${decimal} ${unit} is no amount`)
  return made
}

const ONE = amount('1', '1')
type Medicine = InputOf<typeof defineMedicine>

/** Amoxicillin in capsules and as a suspension, with a barcode on the box of capsules. */
export const amoxicillin: Medicine = {
  name: 'amoxicillin',
  ingredients: ['amoxicillin'],
  atc: 'J01CA04',
  products: [
    {
      ...{ form: 'capsule', unit: 'capsule', per: ONE, routes: ['oral'] },
      strengths: [{ ingredient: 'amoxicillin', amount: amount('500', 'mg') }],
      packs: [{ size: 100, gtin: '02000000000015' }, { size: 21 }],
    },
    {
      ...{ form: 'oral suspension', unit: 'mL', per: amount('5', 'mL'), routes: ['oral', 'enteralTube'] },
      strengths: [{ ingredient: 'amoxicillin', amount: amount('125', 'mg') }],
      packs: [{ size: 100 }],
    },
  ],
}

/** Morphine in ampoules: a controlled medicine. */
export const morphine: Medicine = {
  name: 'morphine',
  ingredients: ['morphine'],
  atc: 'N02AA01',
  ...{ highAlert: 'opioid', controlled: true },
  products: [
    {
      ...{ form: 'solution for injection', unit: 'ampoule', per: ONE, routes: ['intravenous', 'subcutaneous'] },
      strengths: [{ ingredient: 'morphine', amount: amount('10', 'mg') }],
      packs: [{ size: 10, gtin: '02000000000022' }],
    },
  ],
}
