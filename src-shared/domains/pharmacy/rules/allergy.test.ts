import { describe, expect, it } from 'vitest'
import { allergenOf } from './allergen.ts'
import { checkAllergies } from './allergy.ts'
import type { Checkable } from './finding.ts'

const medicine = (name: string, atc: string, ingredients = [name]): Checkable => ({ name, atc, ingredients })
const amoxicillin = medicine('amoxicillin', 'J01CA04')
const ampicillin = medicine('ampicillin', 'J01CA01')
const coAmoxiclav = medicine('amoxicillin + clavulanic acid', 'J01CR02', ['amoxicillin', 'clavulanic acid'])
const cefalexin = medicine('cefalexin', 'J01DB01')
const cefepime = medicine('cefepime', 'J01DE01')
const paracetamol = medicine('paracetamol', 'N02BE01')
const aspirin = medicine('acetylsalicylic acid', 'N02BA01')
const ibuprofen = medicine('ibuprofen', 'M01AE01')
const ceftriaxone = medicine('ceftriaxone', 'J01DD04')
const ironSucrose = medicine('iron sucrose', 'B03AC', ['iron sucrose'])
const valproate = medicine('valproate sodium', 'N03AG01')
const formulary = [
  amoxicillin,
  ampicillin,
  coAmoxiclav,
  cefalexin,
  cefepime,
  paracetamol,
  aspirin,
  ibuprofen,
  ceftriaxone,
]
const crossReactions = [{ id: 'x1', known: 'J01C', suspect: 'J01DB', advice: 'Ask how severe it was' }]

const to = (substance: string, code: string | null = null) => ({ substance, code })
type Entry = ReturnType<typeof to>
const check = (proposed: Checkable, ...allergies: Entry[]) =>
  checkAllergies(
    proposed,
    allergies.map((each) => ({ ...each, means: allergenOf(each, [...formulary, proposed]) })),
    crossReactions,
  )
const rulesOf = (proposed: Checkable, ...allergies: Entry[]) =>
  check(proposed, ...allergies).map(({ rule, level }) => `${rule} ${level}`)

describe('a medicine for somebody with allergies', () => {
  it.each([
    ['the ingredient', 'Amoxicillin'],
    ['the ingredient with its salt', 'amoxicillin trihydrate'],
    ['the ingredient in a sentence', 'Reacted to Amoxicillin in 2019'],
    ['an older spelling', 'amoxycillin'],
    ['a brand of a combination that holds it', 'Augmentin'],
  ])('given %s, when it is ordered, then it stops', (_, substance) => {
    expect(rulesOf(amoxicillin, to(substance))).toEqual(['allergyIngredient hardStop'])
  })

  it('given an ingredient of the combination that is ordered, then it stops and says which', () => {
    expect(check(coAmoxiclav, to('Amoxicillin'))).toEqual([
      {
        ...{ rule: 'allergyIngredient', ruleId: null, level: 'hardStop' },
        params: { name: 'amoxicillin + clavulanic acid', allergen: 'Amoxicillin', ingredient: 'amoxicillin' },
      },
    ])
  })

  it.each([
    ['another of its ATC level-4 class', 'Ampicillin', null],
    ['the word for the group', 'Penicillin', null],
    ['the group in the plural', 'PENICILLINS', null],
    ['the code of the class', 'something', 'J01CA'],
    ['the code of a substance of the class', 'something', 'j01ca01'],
  ])('given %s, then a reason is asked for', (_, substance, code) => {
    expect(rulesOf(amoxicillin, to(substance, code))).toEqual(['allergyClass interrupt'])
  })

  it('given the code of the very substance, then it stops', () => {
    expect(rulesOf(amoxicillin, to('something', 'J01CA04'))).toEqual(['allergyIngredient hardStop'])
  })

  it.each([
    ['Aspirin', aspirin, 'allergyIngredient hardStop'],
    ['NSAIDs', ibuprofen, 'allergyClass interrupt'],
    ['NSAID', aspirin, 'allergyClass interrupt'],
    ['Cephalosporins', ceftriaxone, 'allergyClass interrupt'],
    ['Cephalosporins', cefepime, 'allergyClass interrupt'],
    ['ceftriaxone sodium', ceftriaxone, 'allergyIngredient hardStop'],
    ['Acétylsalicylic acid', aspirin, 'allergyIngredient hardStop'],
  ])('given %s and %o, then %s', (substance, proposed, expected) => {
    expect(rulesOf(proposed, to(substance))).toEqual([expected])
  })

  it('given the cross-reaction table names the pair, then a reason is asked for, with the table’s advice', () => {
    const params = { name: 'cefalexin', allergen: 'Amoxicillin', advice: 'Ask how severe it was' }
    expect(check(cefalexin, to('Amoxicillin'))).toEqual([
      { rule: 'allergyCross', ruleId: 'x1', level: 'interrupt', params },
    ])
    expect(rulesOf(cefalexin, to('Penicillin'))).toEqual(['allergyCross interrupt'])
    expect(rulesOf(cefepime, to('Penicillin'))).toEqual([])
  })

  it('given the pair the other way round, then the table says nothing: each direction is an entry', () => {
    expect(rulesOf(amoxicillin, to('cefalexin'))).toEqual([])
  })

  it('given an ingredient of a combination alone, then the combination’s class is not that ingredient’s', () => {
    const inhibitor = medicine('tazobactam + piperacillin', 'J01CR05', ['piperacillin', 'tazobactam'])
    expect(rulesOf(inhibitor, to('amoxicillin'))).toEqual([])
  })

  it('given words that are a part of a substance’s name only, then it is not that substance', () => {
    expect(rulesOf(ironSucrose, to('sucrose'))).toEqual(['allergyText inform'])
    expect(rulesOf(ironSucrose, to('Iron sucrose injection'))).toEqual(['allergyIngredient hardStop'])
    expect(rulesOf(valproate, to('Valproate'))).toEqual(['allergyIngredient hardStop'])
  })

  it('given a text that nobody understands, then it is shown to be read', () => {
    expect(check(paracetamol, to('the red tablets'))).toEqual([
      {
        ...{ rule: 'allergyText', ruleId: null, level: 'inform' },
        params: { name: 'paracetamol', allergen: 'the red tablets' },
      },
    ])
  })

  it.each(['Peanuts', 'Latex', 'House dust mite', 'Bee venom', 'Eggs'])(
    'given %s, then no medicine is concerned',
    (text) => {
      expect(rulesOf(paracetamol, to(text))).toEqual([])
    },
  )

  it('given allergies to other things, then nothing is said; each allergy is looked at by itself', () => {
    expect(rulesOf(paracetamol, to('Penicillin'), to('Ibuprofen'))).toEqual([])
    expect(rulesOf(amoxicillin, to('Ibuprofen'), to('Penicillin'), to('Amoxicillin'))).toEqual([
      'allergyClass interrupt',
      'allergyIngredient hardStop',
    ])
  })

  it('given that the allergies are not held here, then it asks for a reason and never says "none"', () => {
    const found = checkAllergies(paracetamol, 'unavailable', crossReactions)
    expect(found).toMatchObject([{ rule: 'allergyUnavailable', level: 'interrupt', params: { name: 'paracetamol' } }])
  })
})
