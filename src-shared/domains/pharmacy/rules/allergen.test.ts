import { describe, expect, it } from 'vitest'
import { allergenOf } from './allergen.ts'
import type { Checkable } from './finding.ts'

const medicine = (name: string, atc: string, ingredients = [name]): Checkable => ({ name, atc, ingredients })
const formulary = [
  medicine('amoxicillin', 'J01CA04'),
  medicine('amoxicillin + clavulanic acid', 'J01CR02', ['amoxicillin', 'clavulanic acid']),
  medicine('clavulanic acid', 'J01CX01'),
  medicine('sulfamethoxazole + trimethoprim', 'J01EE01', ['sulfamethoxazole', 'trimethoprim']),
  medicine('acetylsalicylic acid', 'N02BA01'),
  medicine('paracetamol', 'N02BE01'),
  medicine('epinephrine', 'C01CA24'),
  medicine('norepinephrine', 'C01CA03'),
  medicine('salbutamol', 'R03AC02'),
  medicine('furosemide', 'C03CA01'),
  medicine('lidocaine', 'N01BB02'),
  medicine('pethidine', 'N02AB02'),
  medicine('cefalexin', 'J01DB01'),
  medicine('iron sucrose', 'B03AC02'),
]
const means = (substance: string, code: string | null = null, medicines = formulary) =>
  allergenOf({ substance, code }, medicines)

describe('a word for a whole group', () => {
  it.each([
    ['Penicillin', ['J01C']],
    ['Cephalosporin', ['J01DB', 'J01DC', 'J01DD', 'J01DE']],
    ['Cefalosporin', ['J01DB', 'J01DC', 'J01DD', 'J01DE']],
    ['Carbapenem', ['J01DH']],
    ['Macrolide', ['J01FA']],
    ['Quinolone', ['J01M']],
    ['Fluoroquinolone', ['J01MA']],
    ['Tetracycline', ['J01AA']],
    ['Aminoglycoside', ['J01G']],
    ['Sulfa', ['J01E']],
    ['Sulpha', ['J01E']],
    ['Sulfonamide', ['J01E']],
    ['Sulphonamide', ['J01E']],
    ['NSAID', ['M01A', 'N02BA']],
    ['Opiate', ['N02A']],
    ['Opioid', ['N02A']],
    ['Statin', ['C10AA']],
    ['Benzodiazepine', ['N05BA', 'N05CD']],
    ['Barbiturate', ['N03AA', 'N05CA']],
    ['Heparin', ['B01AB']],
    ['Insulin', ['A10A']],
    ['Contrast', ['V08']],
  ])('given %s, in singular or plural, then it stands for %j and for no substance', (word, groups) => {
    expect(means(word)).toEqual({ ingredients: [], groups })
    expect(means(`${word}s`)).toEqual({ ingredients: [], groups })
  })
})

describe('another name of a substance', () => {
  it.each([
    ['Aspirin', 'acetylsalicylic acid', 'N02BA'],
    ['acetaminophen', 'paracetamol', 'N02BE'],
    ['adrenaline', 'epinephrine', 'C01CA'],
    ['noradrenaline', 'norepinephrine', 'C01CA'],
    ['albuterol', 'salbutamol', 'R03AC'],
    ['frusemide', 'furosemide', 'C03CA'],
    ['lignocaine', 'lidocaine', 'N01BB'],
    ['meperidine', 'pethidine', 'N02AB'],
    ['amoxycillin', 'amoxicillin', 'J01CA'],
    ['cephalexin', 'cefalexin', 'J01DB'],
  ])('given %s, then it is %s, with its ATC level-4 class', (word, ingredient, group) => {
    expect(means(word)).toEqual({ ingredients: [ingredient], groups: [group] })
  })

  it.each([
    ['Augmentin', ['amoxicillin', 'clavulanic acid'], ['J01CA', 'J01CR', 'J01CX']],
    ['Cotrimoxazole', ['sulfamethoxazole', 'trimethoprim'], ['J01EE']],
    ['Septrin', ['sulfamethoxazole', 'trimethoprim'], ['J01EE']],
  ])('given %s, then it is every part of the combination, and the combination’s class', (word, ingredients, groups) => {
    expect(means(word)).toEqual({ ingredients, groups })
  })

  it('given one part of a combination alone, then the combination’s class is not meant', () => {
    expect(means('trimethoprim')).toEqual({ ingredients: ['trimethoprim'], groups: [] })
  })

  it('given a group and a substance in one text, then both are meant', () => {
    expect(means('sulfa, paracetamol')).toEqual({ ingredients: ['paracetamol'], groups: ['J01E', 'N02BE'] })
  })
})

describe('what is no medicine', () => {
  const foods = 'latex peanut nut egg milk dairy shellfish seafood fish prawn wheat gluten'
  const environment = 'dust mite pollen grass mould mold animal dander bee wasp plaster nickel'
  it.each([...foods.split(' '), ...environment.split(' ')])('given %s, then no medicine is meant', (word) => {
    expect(means(word)).toBe('none')
    expect(means(`Allergic to ${word.toUpperCase()}`)).toBe('none')
  })

  it('given a medicine beside it, then the medicine is meant', () => {
    expect(means('egg and penicillin')).toEqual({ ingredients: [], groups: ['J01C'] })
  })

  it.each(['the red tablets', '', 'glas', 'nu', '12345'])('given %j, then nobody understands it', (text) => {
    expect(means(text)).toBeNull()
  })

  it('given the words of the language itself, then nobody understands them, and the check goes on', () => {
    expect(means('constructor')).toBeNull()
  })
})

describe('a code of an allergy', () => {
  it.each([
    ['a substance of the formulary', 'J01CA04', { ingredients: ['amoxicillin'], groups: ['J01CA', 'J01CA'] }],
    ['small letters and blanks', ' j01ca04 ', { ingredients: ['amoxicillin'], groups: ['J01CA', 'J01CA'] }],
    ['a substance that the formulary has not', 'J01CA01', { ingredients: [], groups: ['J01CA'] }],
    ['ATC level 4', 'J01CA', { ingredients: [], groups: ['J01CA'] }],
    ['ATC level 3', 'J01C', { ingredients: [], groups: ['J01C'] }],
  ])('given %s, then its class is meant', (_, code, expected) => {
    expect(means('something', code)).toEqual(expected)
  })

  it.each(['J01', 'J1C', 'JJ01C', '1J01C', 'J01CA0', 'J01CA4', 'J01CA044', 'J01CA04X', 'J01CAB', '91936005', ''])(
    'given %j, which is no such code, then it means nothing',
    (code) => {
      expect(means('something', code)).toBeNull()
    },
  )
})

describe('a substance with its salt', () => {
  it.each([
    ...['sodium', 'potassium', 'hydrochloride', 'sulfate', 'sulphate'],
    ...['trihydrate', 'maleate', 'tartrate', 'phosphate'],
  ])('given the formulary’s name ends in %s, then the name without it is the same substance', (salt) => {
    const salted = [medicine(`warfarin ${salt}`, 'B01AA03')]
    expect(means('warfarin', null, salted)).toEqual({ ingredients: [`warfarin ${salt}`], groups: ['B01AA'] })
    expect(means(salt, null, salted)).toBeNull()
  })

  it('given a second word that is no salt, or a third word, then every word has to be said', () => {
    expect(means('iron')).toBeNull()
    expect(means('sucrose')).toBeNull()
    expect(means('iron sucrose')).toEqual({ ingredients: ['iron sucrose'], groups: ['B03AC'] })
    const three = [medicine('insulin sodium phosphate', 'X01AA01')]
    expect(means('sodium insulins', null, three)).toEqual({ ingredients: [], groups: ['A10A'] })
    const turned = [medicine('sodium valproate', 'N03AG01')]
    expect(means('sodium', null, turned)).toBeNull()
  })
})

describe('the words of a text', () => {
  it.each([
    ['accents', 'Paracétamol'],
    ['capitals', 'PARACETAMOL'],
    ['a plural', 'paracetamols'],
    ['signs around', '(paracetamol);'],
    ['other words', 'rash after paracetamol 500 mg'],
  ])('given %s, then the substance is found', (_, text) => {
    expect(means(text)).toMatchObject({ ingredients: ['paracetamol'] })
  })

  it('given a name that ends in s, then it is read alike on both sides', () => {
    const names = [medicine('abciss', 'X01AA01'), medicine('gas', 'X01AA02'), medicine('gass', 'X01AA03')]
    expect(means('abciss', null, names)).toMatchObject({ ingredients: ['abciss'] })
    expect(means('abcis', null, names)).toBeNull()
    expect(means('gas', null, names)).toMatchObject({ ingredients: ['gas'] })
    expect(means('ga', null, names)).toBeNull()
    expect(means('gass', null, names)).toMatchObject({ ingredients: ['gass'] })
  })

  it('given four letters with an s at the end, then it is a plural; given three, it is not', () => {
    expect(means('nuts')).toBe('none')
    expect(means('bes')).toBeNull()
    expect(means('nutss')).toBeNull()
  })

  it('given an s within a word, then it stays', () => {
    expect(means('salbutamols')).toMatchObject({ ingredients: ['salbutamol'] })
  })
})
