import { describe, expect, it } from 'vitest'
import { amount } from '../../../testing/formulary.ts'
import { checkDose, type DosePatient, type DoseRule } from './dose.ts'

const NOW = Date.UTC(2026, 2, 2, 8)
const gentamicin = { name: 'gentamicin', ingredients: ['gentamicin'], atc: 'J01GB03' }
const limit = (change: Partial<DoseRule> = {}): DoseRule => ({
  ...{ id: 'r1', route: null, fromAge: 0, toAge: null, renal: null, advice: 'Hearing loss' },
  ...{ perDose: null, perDay: null, perDoseKg: null, perDayKg: null, perDoseM2: null },
  ...{ absolutePerDose: null, absolutePerDay: null, ...change },
})
const adult: DosePatient = { ageYears: 40, weightKg: 60, weighedAt: NOW, heightCm: 165, egfr: 90 }
const check = (mg: string, rules: DoseRule[], patient: Partial<DosePatient> = {}) =>
  checkDose(
    gentamicin,
    { route: 'intravenous', perDose: amount(mg, 'mg'), perDay: null, strength: null },
    { ...adult, ...patient },
    rules,
    NOW,
  )
const withoutLimit = { rule: 'doseWithoutLimit', ruleId: null, level: 'inform', params: { name: 'gentamicin' } }

describe('what is said of a dose that cannot be compared', () => {
  it('given no limit for the route, then that is said with the name, even where the age is unknown', () => {
    const rules = [limit({ route: 'oral', perDose: amount('80', 'mg') })]
    expect(check('80', rules)).toEqual([withoutLimit])
    expect(check('80', rules, { ageYears: null })).toEqual([withoutLimit])
  })

  it('given no limit for the age, then that is said with the name', () => {
    expect(check('80', [limit({ fromAge: 41, perDose: amount('80', 'mg') })])).toEqual([withoutLimit])
  })

  it('given just one of two limits that asks for the kidneys, and they are unknown, then they are missing', () => {
    const rules = [
      limit({ perDose: amount('80', 'mg') }),
      limit({ id: 'r2', renal: { from: 0, below: 30 }, perDose: amount('40', 'mg') }),
    ]
    const missing = check('80', rules, { egfr: null }).map(({ rule, params }) => `${rule} ${params.missing}`)
    expect(missing).toEqual(['doseNotCalculable egfr'])
  })
})

describe('a weight with more than one decimal', () => {
  it('given 3.26 kg, then it counts as 3.3 kg, and not a microgram more', () => {
    const rules = [limit({ perDoseKg: amount('10', 'mg') })]
    expect(check('33', rules, { weightKg: 3.26 })).toEqual([])
    expect(check('33.001', rules, { weightKg: 3.26 }).map(({ rule }) => rule)).toEqual(['doseAbove'])
  })
})
