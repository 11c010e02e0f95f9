import type { defineMedicine } from '../../../src-shared/domains/pharmacy/index.ts'
import type { Amount } from '../../../src-shared/kernel/amount.ts'
import type { InputOf } from '../../../src-shared/kernel/command.ts'
import { readAmount } from '../../import/formulary/read-amount.ts'
import { MEDICINES } from './medicines.ts'

type Medicine = InputOf<typeof defineMedicine>
type Product = Medicine['products'][number]

/** What one counts of a form; a form that is not named is counted by its own name. */
const COUNTED: Readonly<Record<string, string>> = {
  injection: 'ampoule',
  'oral suspension': 'mL',
  'oral solution': 'mL',
  'solution for infusion': 'bag',
  'nebuliser solution': 'nebule',
  'modified-release tablet': 'tablet',
  'sublingual tablet': 'tablet',
  'dispersible tablet': 'tablet',
  'eye drops': 'bottle',
  inhaler: 'puff',
  cream: 'tube',
}
const SIZES: Readonly<Record<string, number>> = { tablet: 100, capsule: 100, mL: 100, puff: 200 }
const ONE: Amount = { nano: 1_000_000_000, unit: '1' }

/** Every medicine of the demonstration as the command takes it. Barcodes are of the range for use inside one hospital. */
export function demoMedicines(): Medicine[] {
  let article = 0
  const nextGtin = () => gtinOf(++article)
  return MEDICINES.trim()
    .split('\n')
    .map((line) => medicineOf(line, nextGtin))
}

function medicineOf(line: string, nextGtin: () => string): Medicine {
  const [name = '', atc = '', flags = '', products = ''] = line.split('|').map((part) => part.trim())
  const ingredients = name.split(' + ')
  const hold = /hold:(\w+)<(\d+)/.exec(flags)
  const flag = (key: string) => new RegExp(`${key}:([^ ]+)`).exec(flags)?.[1] ?? null
  return {
    ...{
      name,
      ingredients,
      atc,
      tallMan: tallManOf(name, flag('tall')),
      lookAlikes: flag('like') ? [flag('like') ?? ''] : [],
    },
    highAlert: flag('alert') as Medicine['highAlert'],
    controlled: /\bcontrolled\b/.test(flags),
    timeCritical: /\bcritical\b/.test(flags),
    holdBelow: hold ? { vital: hold[1] as 'pulse', value: Number(hold[2]) } : null,
    demonstration: true,
    products: products.split(';').map((text) => productOf(text.trim(), ingredients, nextGtin)),
  }
}

/** Letters that differ are capitals; a name without any is no tall-man name. */
const tallManOf = (name: string, tall: string | null) => (tall && tall !== name ? tall : null)

const PRODUCT = /^(?<form>[a-z -]+?) (?<strength>[\d.]+ .+?) (?<routes>[a-z,]+)(?: (?<brand>[A-Z ]+))?$/

function productOf(text: string, ingredients: string[], nextGtin: () => string): Product {
  const { form, strength, routes, brand } = PRODUCT.exec(text)?.groups ?? {}
  if (!form || !strength || !routes) throw new Error(`demonstration formulary: ${text}`)
  const [amounts = '', volume] = strength.split('/')
  const unit = COUNTED[form] ?? form.split(' ').at(-1) ?? form
  return {
    ...{ form, unit, brand: brand ?? null, per: volume ? read(volume) : ONE },
    strengths: amounts.split(' + ').map((amount, n) => ({ ingredient: ingredients[n] ?? '', amount: read(amount) })),
    routes: routes.split(',') as Product['routes'],
    packs: [{ size: SIZES[unit] ?? 10, gtin: nextGtin() }],
  }
}

function read(text: string): Amount {
  const amount = readAmount(text)
  if (!amount) throw new Error(`demonstration formulary: ${text}`)
  return amount
}

/** Prefix 02: restricted circulation, never the number of an article that is sold. Source: GS1 General Specifications. */
function gtinOf(article: number): string {
  const digits = `02${String(article).padStart(11, '0')}`
  const sum = [...digits].reduce((all, digit, place) => all + Number(digit) * (place % 2 === 0 ? 3 : 1), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
