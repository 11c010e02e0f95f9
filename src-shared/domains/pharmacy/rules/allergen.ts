import type { Checkable } from './finding.ts'

/** What an allergy's text or code means: substances by name, groups by the beginning of their ATC code. */
export interface Allergen {
  ingredients: readonly string[]
  groups: readonly string[]
}

/**
 * Words by which people name a whole group. The groups are those of the ATC classification; which word stands for which is
 * this project's own list, written for demonstration and verified by nobody.
 */
const GROUP_WORDS: Readonly<Record<string, readonly string[]>> = {
  penicillin: ['J01C'],
  cephalosporin: ['J01DB', 'J01DC', 'J01DD', 'J01DE'],
  cefalosporin: ['J01DB', 'J01DC', 'J01DD', 'J01DE'],
  carbapenem: ['J01DH'],
  macrolide: ['J01FA'],
  quinolone: ['J01M'],
  fluoroquinolone: ['J01MA'],
  tetracycline: ['J01AA'],
  aminoglycoside: ['J01G'],
  sulfa: ['J01E'],
  sulpha: ['J01E'],
  sulfonamide: ['J01E'],
  sulphonamide: ['J01E'],
  nsaid: ['M01A', 'N02BA'],
  opiate: ['N02A'],
  opioid: ['N02A'],
  statin: ['C10AA'],
  benzodiazepine: ['N05BA', 'N05CD'],
  barbiturate: ['N03AA', 'N05CA'],
  heparin: ['B01AB'],
  insulin: ['A10A'],
  contrast: ['V08'],
}

/** Other names of a substance. */
const SYNONYMS: Readonly<Record<string, string>> = {
  aspirin: 'acetylsalicylic acid',
  acetaminophen: 'paracetamol',
  adrenaline: 'epinephrine',
  noradrenaline: 'norepinephrine',
  albuterol: 'salbutamol',
  frusemide: 'furosemide',
  lignocaine: 'lidocaine',
  meperidine: 'pethidine',
  amoxycillin: 'amoxicillin',
  cephalexin: 'cefalexin',
  augmentin: 'amoxicillin + clavulanic acid',
  cotrimoxazole: 'sulfamethoxazole + trimethoprim',
  septrin: 'sulfamethoxazole + trimethoprim',
}

/** Reactions to these concern no medicine of the formulary: nothing is left unread when no group answers. */
const NO_MEDICINE = [
  'latex',
  'peanut',
  'nut',
  'egg',
  'milk',
  'dairy',
  'shellfish',
  'seafood',
  'fish',
  'prawn',
  'wheat',
  'gluten',
]
const ENVIRONMENT = [
  'dust',
  'mite',
  'pollen',
  'grass',
  'mould',
  'mold',
  'animal',
  'dander',
  'bee',
  'wasp',
  'plaster',
  'nickel',
]
const ATC = /^[A-Z]\d{2}[A-Z]([A-Z](\d{2})?)?$/

/**
 * What an allergy stands for, among the medicines of the formulary; `none`: something that is no medicine; null: its text
 * is not understood, and a person has to read it.
 */
export function allergenOf(
  allergy: { substance: string; code: string | null },
  formulary: readonly Checkable[],
): Allergen | 'none' | null {
  const words = wordsOf(allergy.substance)
  const named = words.flatMap((word) => wordsOf(entryOf(SYNONYMS, word) ?? word))
  const known = new Set(formulary.flatMap(({ ingredients }) => ingredients))
  const code = allergy.code?.trim().toUpperCase() ?? ''
  const substance = formulary.filter(({ atc }) => atc === code).flatMap((each) => each.ingredients)
  const ingredients = [...known].filter((each) => names(named, wordsOf(each)) || substance.includes(each))
  const coded = ATC.test(code) ? [code.slice(0, 5)] : []
  const groups = [...coded, ...words.flatMap((word) => entryOf(GROUP_WORDS, word) ?? [])]
  if (ingredients.length > 0 || groups.length > 0)
    return { ingredients, groups: [...groups, ...classesOf(ingredients, formulary)] }
  return words.some((word) => NO_MEDICINE.includes(word) || ENVIRONMENT.includes(word)) ? 'none' : null
}

/** `constructor` is a member of every object, and no word of the table. */
const entryOf = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined

/** ATC level 4 of what holds only these substances: a combination's class is not that of each of its parts. */
function classesOf(ingredients: readonly string[], formulary: readonly Checkable[]): string[] {
  const alone = formulary.filter((each) => each.ingredients.every((part) => ingredients.includes(part)))
  return [...new Set(alone.map(({ atc }) => atc.slice(0, 5)))]
}

/** `ceftriaxone sodium` names ceftriaxone, and `iron` does not name `iron sucrose`: every word of the substance is said. */
function names(said: readonly string[], ingredient: readonly string[]): boolean {
  const [base = ''] = ingredient
  const isSalt = ingredient.length === 2 && SALTS.includes(ingredient[1] as string)
  return isSalt ? said.includes(base) : ingredient.every((word) => said.includes(word))
}

const SALTS = [
  'sodium',
  'potassium',
  'hydrochloride',
  'sulfate',
  'sulphate',
  'trihydrate',
  'maleate',
  'tartrate',
  'phosphate',
]

/** Small letters, without signs and plurals. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (plain.match(/[a-z]+/g) ?? []).map((word) =>
    word.length > 3 && !word.endsWith('ss') ? word.replace(/s$/, '') : word,
  )
}
