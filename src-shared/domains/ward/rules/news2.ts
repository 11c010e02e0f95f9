import { type Band, news2Table, type Points, responsePolicy } from './news2-table.ts'

export type Consciousness = keyof typeof news2Table.consciousness

/** One set of observations; null is "not measured" and never zero. */
export interface News2Input {
  /** Breaths per minute. */
  respirationRate: number | null
  /** Per cent. */
  spo2: number | null
  onOxygen: boolean | null
  /** mmHg. */
  systolic: number | null
  /** Beats per minute. */
  pulse: number | null
  consciousness: Consciousness | null
  /** Degrees Celsius. */
  temperature: number | null
  /** 2 only on a recorded clinician decision (hypercapnic failure, target 88–92 %). */
  spo2Scale: 1 | 2
  /** Whole years at the time of the set; null: nobody has recorded even an estimate. */
  ageYears: number | null
  pregnant: boolean
}

export const news2Parameters = [
  'respirationRate',
  'spo2',
  'onOxygen',
  'systolic',
  'pulse',
  'consciousness',
  'temperature',
] as const
export type News2Parameter = (typeof news2Parameters)[number]

export type News2Band = keyof typeof responsePolicy.intervalMs

export type News2Result =
  | {
      kind: 'score'
      /** 0–20. */
      total: number
      parts: Record<News2Parameter, Points>
      band: News2Band
      /** Key of the response text in the message catalogues. */
      responseKey: `news2.response.${News2Band}`
      /** Milliseconds from this set to the next one. */
      nextDueMs: number
      /** Monitoring is continuous; `nextDueMs` is then for the written set. */
      continuous: boolean
    }
  | { kind: 'notCalculable'; missing: (News2Parameter | 'ageYears')[] }
  | { kind: 'notApplicable'; reason: 'under16' | 'pregnant' }

/**
 * NEWS2 of one set. Source: Royal College of Physicians 2017; table and local times in news2-table.ts.
 * Whole-number measurements are rounded to the nearest whole, temperature to one decimal, before banding.
 * One missing measurement, or an unknown age, makes the score not calculable.
 */
export function news2(input: News2Input): News2Result {
  if (input.pregnant) return { kind: 'notApplicable', reason: 'pregnant' }
  if (isMeasured(input.ageYears) && input.ageYears < news2Table.youngest)
    return { kind: 'notApplicable', reason: 'under16' }
  const parts = pointsOf(input)
  return parts === null ? { kind: 'notCalculable', missing: missingOf(input) } : scored(parts)
}

function missingOf(input: News2Input): (News2Parameter | 'ageYears')[] {
  return [...news2Parameters, 'ageYears' as const].filter((name) => !isPresent(input[name]))
}

function pointsOf(input: News2Input): Record<News2Parameter, Points> | null {
  const { respirationRate, spo2, onOxygen, systolic, pulse, consciousness, temperature, ageYears } = input
  if (!isMeasured(respirationRate) || !isMeasured(spo2) || onOxygen === null || !isMeasured(systolic)) return null
  if (!isMeasured(pulse) || consciousness === null || !isMeasured(temperature) || !isMeasured(ageYears)) return null
  return {
    respirationRate: banded(Math.round(respirationRate), news2Table.respirationRate),
    spo2: banded(Math.round(spo2), saturationBands(input.spo2Scale, onOxygen)),
    onOxygen: onOxygen ? news2Table.oxygen.oxygen : news2Table.oxygen.air,
    systolic: banded(Math.round(systolic), news2Table.systolic),
    pulse: banded(Math.round(pulse), news2Table.pulse),
    consciousness: news2Table.consciousness[consciousness],
    temperature: banded(oneDecimal(temperature), news2Table.temperature),
  }
}

function saturationBands(scale: 1 | 2, onOxygen: boolean): readonly Band[] {
  if (scale === 1) return news2Table.spo2Scale1
  return onOxygen ? news2Table.spo2Scale2OnOxygen : news2Table.spo2Scale2OnAir
}

function banded(value: number, bands: readonly Band[]): Points {
  const found = bands.find(({ upTo }) => upTo === null || value <= upTo)
  if (!found) throw new Error(`no NEWS2 band takes ${value}`)
  return found.points
}

function scored(parts: Record<News2Parameter, Points>): News2Result {
  const points = Object.values(parts)
  const total = points.reduce<number>((sum, one) => sum + one, 0)
  const band = bandOf(total, points.includes(3))
  const nextDueMs = responsePolicy.intervalMs[band]
  return {
    kind: 'score',
    total,
    parts,
    band,
    responseKey: `news2.response.${band}`,
    nextDueMs,
    continuous: band === 'high',
  }
}

function bandOf(total: number, single3: boolean): News2Band {
  if (total >= news2Table.highFrom) return 'high'
  if (total >= news2Table.mediumFrom) return 'medium'
  if (single3) return 'lowSingle3'
  return total === 0 ? 'zero' : 'low'
}

/** A NaN of an import or a broken monitor is not a measurement. */
const isMeasured = (value: number | null): value is number => value !== null && Number.isFinite(value)

const isPresent = (value: number | boolean | string | null) =>
  typeof value === 'number' ? isMeasured(value) : value !== null

/** Half up as on paper: 38.05 is a little less in binary, and would otherwise become 38.0 and lose its point. */
const oneDecimal = (celsius: number) => Math.round(celsius * 10 + 1e-6) / 10
