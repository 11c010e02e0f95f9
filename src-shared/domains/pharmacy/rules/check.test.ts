import { expect, it } from 'vitest'
import { amount } from '../../../testing/formulary.ts'
import { atcGroups, checkMedicine } from './check.ts'

it('given findings of every kind, when a medicine is checked, then the gravest stands first', () => {
  const amoxicillin = { name: 'amoxicillin', ingredients: ['amoxicillin'], atc: 'J01CA04' }
  const methotrexate = { name: 'methotrexate', ingredients: ['methotrexate'], atc: 'L04AX03' }
  const subject = {
    medicine: amoxicillin,
    dose: { route: 'oral', perDose: amount('3', 'g'), perDay: amount('9', 'g'), strength: null },
    current: [methotrexate, amoxicillin],
    allergies: [{ substance: 'Penicillin', means: { ingredients: [], groups: ['J01C'] } }],
    patient: { ageYears: 40, weightKg: 60, weighedAt: null, heightCm: null, egfr: null },
    at: Date.UTC(2026, 2, 2),
  }
  const interaction = { id: 'i1', a: 'J01CA', b: 'L04AX03', severity: 'moderate', evidence: 'probable' } as const
  const doseLimit = {
    ...{ id: 'd1', route: null, fromAge: 18, toAge: null, renal: null, perDay: null, perDoseKg: null },
    ...{ perDayKg: null, perDoseM2: null, perDose: null, absolutePerDose: amount('2', 'g'), absolutePerDay: null },
    advice: 'Seizures',
  }
  const findings = checkMedicine(subject, {
    interactions: [{ ...interaction, effect: 'Less excretion', advice: 'Watch the blood count' }],
    ...{ crossReactions: [], doseLimits: [doseLimit] },
  })
  expect(findings.map(({ rule, level }) => `${level} ${rule}`)).toEqual([
    'hardStop doseAboveAbsolute',
    'interrupt allergyClass',
    'interrupt duplicateSubstance',
    'inform interaction',
  ])
})

it('given a substance, then its groups are the beginnings of its code', () => {
  expect(atcGroups('J01CA04')).toEqual(['J', 'J01', 'J01C', 'J01CA', 'J01CA04'])
})
