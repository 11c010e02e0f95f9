import type { z } from 'zod'
import type { addRules } from '../../../src-shared/domains/pharmacy/index.ts'
import type { Amount } from '../../../src-shared/kernel/amount.ts'
import { readAmount } from '../../import/formulary/read-amount.ts'
import { CROSS_REACTIONS, DOSE_LIMITS, INTERACTIONS } from './rules.ts'

type Rules = Omit<z.output<(typeof addRules)['input']>, 'packId'>
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))

/** The demonstration rules as the command takes them. */
export function demoRules(): Rules {
  return {
    interactions: linesOf(INTERACTIONS).map(([a = '', b = '', severity, evidence, effect = '', advice = '']) => ({
      ...{ a, b, effect, advice },
      severity: severity as Rules['interactions'][number]['severity'],
      evidence: evidence as Rules['interactions'][number]['evidence'],
    })),
    crossReactions: linesOf(CROSS_REACTIONS).map(([known = '', suspect = '', advice = '']) => ({
      known,
      suspect,
      advice,
    })),
    doseLimits: linesOf(DOSE_LIMITS).map(limitOf),
  }
}

function limitOf([atc = '', from, to, dose, day, doseKg, dayKg, mostDose, mostDay, advice = '']: string[]) {
  return {
    ...{ atc, route: null, fromAge: Number(from), toAge: to ? Number(to) : null, renal: null, advice },
    ...{ perDose: read(dose), perDay: read(day), perDoseKg: read(doseKg), perDayKg: read(dayKg), perDoseM2: null },
    ...{ absolutePerDose: read(mostDose), absolutePerDay: read(mostDay) },
  }
}

function read(text: string | undefined): Amount | null {
  if (!text) return null
  const amount = readAmount(text)
  if (!amount) throw new Error(`demonstration rules: ${text}`)
  return amount
}
