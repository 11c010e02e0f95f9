import { describe, expect, it } from 'vitest'
import { amount } from '../../../testing/formulary.ts'
import { checkDose, type DosePatient, type DoseRule, type ProposedDose } from './dose.ts'

const NOW = Date.UTC(2026, 2, 2, 8)
const HOUR = 3_600_000
const paracetamol = { name: 'paracetamol', ingredients: ['paracetamol'], atc: 'N02BE01' }
const limit = (change: Partial<DoseRule> = {}): DoseRule => ({
  ...{ id: 'r1', route: null, fromAge: 0, toAge: null, renal: null, advice: 'Liver damage' },
  ...{ perDose: null, perDay: null, perDoseKg: null, perDayKg: null, perDoseM2: null },
  ...{ absolutePerDose: null, absolutePerDay: null, ...change },
})
const adult: DosePatient = { ageYears: 40, weightKg: 60, weighedAt: NOW - HOUR, heightCm: 165, egfr: 90 }
const oral = (perDose: ProposedDose['perDose'], perDay: ProposedDose['perDay'] = null): ProposedDose => ({
  ...{ route: 'oral', perDose, perDay, strength: null },
})
const check = (dose: ProposedDose, rules: DoseRule[], patient: Partial<DosePatient> = {}) =>
  checkDose(paracetamol, dose, { ...adult, ...patient }, rules, NOW)
const found = (...args: Parameters<typeof check>) =>
  check(...args).map(({ rule, level, params }) => [rule, level, params.missing].filter(Boolean).join(' '))

describe('a dose against its limits', () => {
  it('given just the usual highest dose, then nothing is said; a microgram more asks for a reason', () => {
    const rules = [limit({ perDose: amount('1', 'g') })]
    expect(found(oral(amount('1000', 'mg')), rules)).toEqual([])
    expect(found(oral(amount('1000.001', 'mg')), rules)).toEqual(['doseAbove interrupt'])
  })

  it('given just the absolute highest dose, then it goes; a microgram more stops', () => {
    const rules = [limit({ absolutePerDose: amount('2', 'g') })]
    expect(found(oral(amount('2', 'g')), rules)).toEqual([])
    expect(found(oral(amount('2000.001', 'mg')), rules)).toEqual(['doseAboveAbsolute hardStop'])
  })

  it('given limits a day, then what the order can give in 24 hours counts', () => {
    const rules = [limit({ perDay: amount('4', 'g'), absolutePerDay: amount('6', 'g') })]
    const day = (grams: string) => found(oral(amount('1', 'g'), amount(grams, 'g')), rules)
    expect(day('4')).toEqual([])
    expect(day('4.001')).toEqual(['dayAbove interrupt'])
    expect(day('6')).toEqual(['dayAbove interrupt'])
    expect(day('6.001')).toEqual(['dayAboveAbsolute hardStop', 'dayAbove interrupt'])
  })

  it('given an order of which nobody knows how often, then the day is not calculable', () => {
    const rules = [limit({ perDay: amount('4', 'g') })]
    expect(found(oral(amount('1', 'g')), rules)).toEqual(['doseNotCalculable inform frequency'])
  })

  it('given limits by weight, then to the tenth of a kilogram', () => {
    const rules = [limit({ perDoseKg: amount('15', 'mg'), perDayKg: amount('60', 'mg') })]
    const dose = (mg: string, day: string, weightKg: number) =>
      found(oral(amount(mg, 'mg'), amount(day, 'mg')), rules, { weightKg })
    expect(dose('900', '3600', 60)).toEqual([])
    expect(dose('900.001', '3600', 60)).toEqual(['doseAbove interrupt'])
    expect(dose('900', '3600.001', 60)).toEqual(['dayAbove interrupt'])
    expect(dose('901.5', '3606', 60.1)).toEqual([])
    expect(dose('901.501', '3606', 60.1)).toEqual(['doseAbove interrupt'])
  })

  it('given no weight, then a limit by weight is not calculable, and says so once', () => {
    const rules = [limit({ perDoseKg: amount('15', 'mg'), perDayKg: amount('60', 'mg') })]
    const dose = oral(amount('500', 'mg'), amount('2', 'g'))
    expect(found(dose, rules, { weightKg: null })).toEqual(['doseNotCalculable inform weight'])
  })

  it('given a limit by body surface, then by height and weight (165 cm, 60 kg: 1.66 m²)', () => {
    const rules = [limit({ perDoseM2: amount('100', 'mg') })]
    expect(found(oral(amount('166', 'mg')), rules)).toEqual([])
    expect(found(oral(amount('166.001', 'mg')), rules)).toEqual(['doseAbove interrupt'])
    expect(found(oral(amount('166', 'mg')), rules, { heightCm: null })).toEqual([
      'doseNotCalculable inform bodySurface',
    ])
    expect(found(oral(amount('166', 'mg')), rules, { weightKg: null })).toEqual([
      'doseNotCalculable inform bodySurface',
    ])
  })

  it('given a dose in tablets, then the strength makes it milligrams', () => {
    const rules = [limit({ perDose: amount('1', 'g') })]
    const tablets = (count: string, strength: ProposedDose['strength']) =>
      found({ ...oral(amount(count, '1')), strength }, rules)
    const half = { amount: amount('500', 'mg'), per: amount('1', '1') }
    expect(tablets('2', half)).toEqual([])
    expect(tablets('2.5', half)).toEqual(['doseAbove interrupt'])
    expect(tablets('2', null)).toEqual(['doseNotCalculable inform strength'])
    expect(tablets('2', { amount: amount('5', 'mL'), per: amount('1', '1') })).toEqual([
      'doseNotCalculable inform strength',
    ])
    expect(tablets('2', { amount: amount('500', 'mg'), per: amount('5', 'mL') })).toEqual([
      'doseNotCalculable inform strength',
    ])
  })

  it('given a suspension by volume, then 125 mg in 5 mL: 40 mL are a gram', () => {
    const rules = [limit({ perDose: amount('1', 'g') })]
    const strength = { amount: amount('125', 'mg'), per: amount('5', 'mL') }
    const volume = (mL: string) => found({ ...oral(amount(mL, 'mL')), strength }, rules)
    expect([volume('40'), volume('40.001')]).toEqual([[], ['doseAbove interrupt']])
  })

  it('given units against milligrams, then it is not calculable', () => {
    expect(found(oral(amount('10', '[iU]')), [limit({ perDose: amount('1', 'g') })])).toEqual([
      'doseNotCalculable inform strength',
    ])
  })

  it('given an age band, then from its first year up to, not including, its last', () => {
    const rules = [limit({ fromAge: 12, toAge: 18, perDose: amount('500', 'mg') })]
    const at = (ageYears: number) => found(oral(amount('1', 'g')), rules, { ageYears })
    expect([at(11), at(12), at(17), at(18)]).toEqual([
      ['doseWithoutLimit inform'],
      ['doseAbove interrupt'],
      ['doseAbove interrupt'],
      ['doseWithoutLimit inform'],
    ])
  })

  it('given no date of birth, then it is not calculable', () => {
    expect(found(oral(amount('1', 'g')), [limit({ perDose: amount('500', 'mg') })], { ageYears: null })).toEqual([
      'doseNotCalculable inform age',
    ])
  })

  it('given a limit of another route only, then this route has none', () => {
    const rules = [limit({ route: 'intravenous', perDose: amount('1', 'g') })]
    expect(found(oral(amount('5', 'g')), rules)).toEqual(['doseWithoutLimit inform'])
    expect(found({ ...oral(amount('5', 'g')), route: 'intravenous' }, rules)).toEqual(['doseAbove interrupt'])
    expect(found(oral(amount('5', 'g')), [])).toEqual(['doseWithoutLimit inform'])
  })

  it('given a renal band, then from its lower end up to, not including, its upper one', () => {
    const rules = [limit({ renal: { from: 30, below: 60 }, perDose: amount('500', 'mg') })]
    const at = (egfr: number | null) => found(oral(amount('1', 'g')), rules, { egfr })
    expect([at(29), at(30), at(59), at(60)]).toEqual([[], ['doseAbove interrupt'], ['doseAbove interrupt'], []])
    expect(at(null)).toEqual(['doseNotCalculable inform egfr'])
    const open = [limit({ renal: { from: 60, below: null }, perDose: amount('500', 'mg') })]
    expect(found(oral(amount('1', 'g')), open, { egfr: 120 })).toEqual(['doseAbove interrupt'])
  })

  it('given a finding, then it says the dose, the limit and the advice, and names the entry', () => {
    expect(check(oral(amount('1.5', 'g')), [limit({ perDoseKg: amount('15', 'mg') })])).toEqual([
      {
        ...{ rule: 'doseAbove', ruleId: 'r1', level: 'interrupt' },
        params: { name: 'paracetamol', dose: '1.5 g', limit: '900 mg', advice: 'Liver damage' },
      },
    ])
  })
})

describe('the weight of a child', () => {
  const rules = [limit({ perDoseKg: amount('15', 'mg') })]
  const child = (ageYears: number, hours: number | null) =>
    found(oral(amount('100', 'mg')), rules, {
      ...{ ageYears, weightKg: 20, weighedAt: hours === null ? null : NOW - hours * HOUR },
    })

  it('given a weight of just 24 hours ago, then it counts; a millisecond more asks for a new one', () => {
    expect(child(5, 24)).toEqual([])
    expect(child(5, 24 + 1 / HOUR)).toEqual(['reweigh interrupt'])
    expect(child(5, null)).toEqual(['reweigh interrupt'])
  })

  it('given eleven years, then it is asked for; given twelve, it is not', () => {
    expect([child(11, 25), child(12, 25)]).toEqual([['reweigh interrupt'], []])
  })

  it('given no limit by weight, then no new weight is asked for', () => {
    const old = { ageYears: 5, weightKg: 20, weighedAt: NOW - 48 * HOUR }
    expect(found(oral(amount('100', 'mg')), [limit({ perDose: amount('1', 'g') })], old)).toEqual([])
    expect(found(oral(amount('1', 'mg')), [limit({ perDayKg: amount('1', 'g') })], old)).toContain('reweigh interrupt')
    expect(found(oral(amount('1', 'mg')), [limit({ perDoseM2: amount('1', 'g') })], old)).toEqual(['reweigh interrupt'])
  })
})
