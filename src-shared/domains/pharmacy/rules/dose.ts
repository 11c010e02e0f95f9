import { type Amount, amountText, sameBase } from '../../../kernel/amount.ts'
import type { Checkable, Finding } from './finding.ts'

export interface DoseRule {
  id: string
  route: string | null
  fromAge: number
  toAge: number | null
  renal: { from: number; below: number | null } | null
  perDose: Amount | null
  perDay: Amount | null
  perDoseKg: Amount | null
  perDayKg: Amount | null
  perDoseM2: Amount | null
  absolutePerDose: Amount | null
  absolutePerDay: Amount | null
  advice: string
}

export interface DosePatient {
  /** Completed years; null: the date of birth is not known. */
  ageYears: number | null
  weightKg: number | null
  /** Epoch ms. */
  weighedAt: number | null
  heightCm: number | null
  /** mL/min/1.73 m². */
  egfr: number | null
}

export interface ProposedDose {
  route: string
  perDose: Amount
  /** Most that the order can give in 24 hours; null: not known. */
  perDay: Amount | null
  /** How much of the substance is in one piece or millilitre, where the dose is counted so; null: it is not. */
  strength: { amount: Amount; per: Amount } | null
}

const DAY = 24 * 3_600_000
/** Under this age a weight is good for a day only. Source: the hospital's rule on doses. */
const CHILD_YEARS = 12

/**
 * Compares a dose with the limits of its medicine, exactly, in integers. What cannot be compared is said to be "not
 * calculable", with what is missing; it is never taken for zero or for right.
 */
export function checkDose(
  { name }: Checkable,
  dose: ProposedDose,
  patient: DosePatient,
  rules: readonly DoseRule[],
  at: number,
): Finding[] {
  const routed = rules.filter(({ route }) => route === null || route === dose.route)
  if (routed.length === 0) return [inform('doseWithoutLimit', { name })]
  if (patient.ageYears === null) return [inform('doseNotCalculable', { name, missing: 'age' })]
  const age = patient.ageYears
  const ofAge = routed.filter(({ fromAge, toAge }) => age >= fromAge && (toAge === null || age < toAge))
  if (ofAge.length === 0) return [inform('doseWithoutLimit', { name })]
  const unknownKidneys = patient.egfr === null && ofAge.some(({ renal }) => renal !== null)
  const applying = ofAge.filter(({ renal }) => renal === null || inBand(patient.egfr, renal))
  return [
    ...applying.flatMap((rule) => ruleFindings(name, dose, patient, rule)),
    ...reweigh(name, patient, applying, at),
    ...(unknownKidneys ? [inform('doseNotCalculable', { name, missing: 'egfr' })] : []),
  ].filter(isFirstOfItsKind)
}

const inBand = (egfr: number | null, { from, below }: NonNullable<DoseRule['renal']>) =>
  egfr !== null && egfr >= from && (below === null || egfr < below)

interface Limit {
  rule: Finding['rule']
  level: Finding['level']
  of: Amount | null
  limit: Amount | null
  /** Times so much ÷ so much: kilograms in tenths, square metres in hundredths. */
  times: [number, number] | null
  missing: string
}

function ruleFindings(name: string, dose: ProposedDose, patient: DosePatient, rule: DoseRule): Finding[] {
  const kg: Limit['times'] = patient.weightKg === null ? null : [Math.round(patient.weightKg * 10), 10]
  const area = bodySurface(patient)
  const m2: Limit['times'] = area === null ? null : [area, 100]
  const once: Limit['times'] = [1, 1]
  const { perDose, perDay } = dose
  const limits: Limit[] = [
    {
      rule: 'doseAboveAbsolute',
      level: 'hardStop',
      of: perDose,
      limit: rule.absolutePerDose,
      times: once,
      missing: '',
    },
    { rule: 'dayAboveAbsolute', level: 'hardStop', of: perDay, limit: rule.absolutePerDay, times: once, missing: '' },
    { rule: 'doseAbove', level: 'interrupt', of: perDose, limit: rule.perDose, times: once, missing: '' },
    { rule: 'dayAbove', level: 'interrupt', of: perDay, limit: rule.perDay, times: once, missing: '' },
    { rule: 'doseAbove', level: 'interrupt', of: perDose, limit: rule.perDoseKg, times: kg, missing: 'weight' },
    { rule: 'dayAbove', level: 'interrupt', of: perDay, limit: rule.perDayKg, times: kg, missing: 'weight' },
    { rule: 'doseAbove', level: 'interrupt', of: perDose, limit: rule.perDoseM2, times: m2, missing: 'bodySurface' },
  ]
  return limits.flatMap((each) => limitFinding(name, dose, rule, each))
}

function limitFinding(name: string, dose: ProposedDose, { id, advice }: DoseRule, check: Limit): Finding[] {
  const { rule, level, of, limit, times, missing } = check
  if (limit === null) return []
  if (times === null) return [inform('doseNotCalculable', { name, missing })]
  if (of === null) return [inform('doseNotCalculable', { name, missing: 'frequency' })]
  const ratio = exceeds(of, dose.strength, limit, times)
  if (ratio === null) return [inform('doseNotCalculable', { name, missing: 'strength' })]
  if (!ratio) return []
  const most = { nano: Math.floor((limit.nano * times[0]) / times[1]), unit: limit.unit }
  return [{ rule, ruleId: id, level, params: { name, dose: amountText(of), limit: amountText(most), advice } }]
}

/** Whether the dose is above limit × times; null where the two cannot be compared. */
function exceeds(
  of: Amount,
  strength: ProposedDose['strength'],
  limit: Amount,
  times: [number, number],
): boolean | null {
  const allowed = BigInt(limit.nano) * BigInt(times[0])
  if (sameBase(of, limit)) return BigInt(of.nano) * BigInt(times[1]) > allowed
  if (!strength || !sameBase(of, strength.per) || !sameBase(strength.amount, limit)) return null
  const given = BigInt(of.nano) * BigInt(strength.amount.nano) * BigInt(times[1])
  return given > allowed * BigInt(strength.per.nano)
}

/** Hundredths of a square metre. The formula of Mosteller (1987). */
function bodySurface({ weightKg, heightCm }: DosePatient): number | null {
  if (weightKg === null || heightCm === null) return null
  return Math.round(Math.sqrt((weightKg * heightCm) / 3600) * 100)
}

/** A child's dose by weight needs a weight of the last 24 hours. */
function reweigh(name: string, patient: DosePatient, rules: readonly DoseRule[], at: number): Finding[] {
  const { ageYears, weightKg, weighedAt } = patient
  const byWeight = rules.some(({ perDoseKg, perDayKg, perDoseM2 }) => perDoseKg ?? perDayKg ?? perDoseM2)
  if (!byWeight || weightKg === null || ageYears === null || ageYears >= CHILD_YEARS) return []
  if (weighedAt !== null && at - weighedAt <= DAY) return []
  return [{ rule: 'reweigh', ruleId: null, level: 'interrupt', params: { name } }]
}

const inform = (rule: Finding['rule'], params: Record<string, string>): Finding => ({
  ...{ rule, ruleId: null, level: 'inform', params },
})

/** Two rules may miss the same weight: it is asked for once. */
function isFirstOfItsKind(one: Finding, index: number, all: Finding[]): boolean {
  if (one.rule !== 'doseNotCalculable') return true
  return all.findIndex((each) => each.rule === one.rule && each.params.missing === one.params.missing) === index
}
