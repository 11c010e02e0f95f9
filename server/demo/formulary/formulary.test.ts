import { describe, expect, it } from 'vitest'
import { addRules, defineMedicine } from '../../../src-shared/domains/pharmacy/index.ts'
import { hasGs1Check } from '../../../src-shared/kernel/scan.ts'
import { applied, MemoryStore, testId } from '../../../src-shared/testing/memory-store.ts'
import { demoMedicines } from './read-medicines.ts'
import { demoRules } from './read-rules.ts'

const medicines = demoMedicines()
const rules = demoRules()
const codes = medicines.map(({ atc }) => atc)
const isHeld = (group: string) => codes.some((atc) => atc.startsWith(group))

describe('the demonstration formulary', () => {
  it('Holds what a general hospital uses: at least 150 medicines and 220 products, each accepted by the command', () => {
    const store = new MemoryStore()
    for (const medicine of medicines) applied(store.run(defineMedicine, medicine))
    expect(medicines.length).toBeGreaterThanOrEqual(150)
    expect(medicines.flatMap(({ products }) => products).length).toBeGreaterThanOrEqual(220)
  })

  it('Says of every medicine that it is demonstration data', () => {
    expect(medicines.filter(({ demonstration }) => !demonstration)).toEqual([])
  })

  it('Has no ATC code twice, and every barcode is right, single, and of no article that is sold', () => {
    expect(new Set(codes).size).toBe(codes.length)
    const gtins = medicines.flatMap(({ products }) =>
      products.flatMap(({ packs }) => packs.map(({ gtin }) => gtin ?? '')),
    )
    expect(new Set(gtins).size).toBe(gtins.length)
    expect(gtins.filter((gtin) => !gtin.startsWith('02') || !hasGs1Check(gtin))).toEqual([])
  })

  it('Names every group that asks for a second nurse, and tall-man letters that spell the name', () => {
    const alerts = new Set(medicines.map(({ highAlert }) => highAlert))
    expect([...alerts].filter(Boolean).sort()).toEqual(
      ['anticoagulant', 'chemotherapy', 'insulin', 'neuromuscularBlocker', 'opioid', 'potassium'].sort(),
    )
    const tall = medicines.filter(({ tallMan }) => tallMan)
    expect(tall.length).toBeGreaterThan(20)
    expect(tall.filter(({ name, tallMan }) => tallMan?.toLowerCase() !== name.toLowerCase())).toEqual([])
  })
})

describe('the demonstration rules', () => {
  it('Are enough to show each check, and each is accepted by the command', () => {
    expect(rules.interactions.length).toBeGreaterThanOrEqual(80)
    expect(rules.crossReactions.length).toBeGreaterThanOrEqual(25)
    expect(new Set(rules.doseLimits.map(({ atc }) => atc)).size).toBeGreaterThanOrEqual(100)
    for (const [kind, all] of Object.entries(rules))
      for (const rule of all) expect(() => addRules.input.parse({ packId: testId(1), [kind]: [rule] })).not.toThrow()
  })

  it('Concern medicines of the formulary only', () => {
    const sides = [
      ...rules.interactions.flatMap(({ a, b }) => [a, b]),
      ...rules.crossReactions.flatMap(({ known, suspect }) => [known, suspect]),
      ...rules.doseLimits.map(({ atc }) => atc),
    ]
    expect([...new Set(sides)].filter((side) => !isHeld(side))).toEqual([])
  })

  it('Never let the absolute limit lie below the usual one', () => {
    const turned = rules.doseLimits.filter(
      ({ perDose, absolutePerDose, perDay, absolutePerDay }) =>
        (perDose && absolutePerDose && perDose.nano > absolutePerDose.nano) ||
        (perDay && absolutePerDay && perDay.nano > absolutePerDay.nano),
    )
    expect(turned.map(({ atc }) => atc)).toEqual([])
  })
})
