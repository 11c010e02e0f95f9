import type { FhirObservation } from './resources.ts'
import { codeOf, wordsOf } from './resources.ts'

/** A measurement in the ward's units, or one of the set's `others` by LOINC code. */
export type Measurement =
  | { type: 'field'; field: string; value: number | string }
  | { type: 'other'; code: string; display: string; value: number; unit: string | null }

/** LOINC code → field of a set of observations, with the units that can be read (UCUM code → our unit). */
const same = (value: number) => value
const FIELDS: Readonly<Record<string, { field: string; units: Readonly<Record<string, (value: number) => number>> }>> =
  {
    '9279-1': { field: 'respirationRate', units: { '/min': same, '{breaths}/min': same } },
    '2708-6': { field: 'spo2', units: { '%': same } },
    '59408-5': { field: 'spo2', units: { '%': same } },
    '3151-8': { field: 'oxygenFlow', units: { 'L/min': same, 'l/min': same } },
    '8480-6': { field: 'systolic', units: { 'mm[Hg]': same, mmHg: same } },
    '8462-4': { field: 'diastolic', units: { 'mm[Hg]': same, mmHg: same } },
    '8867-4': { field: 'pulse', units: { '/min': same, '{beats}/min': same } },
    '8310-5': { field: 'temperature', units: { Cel: same, '[degF]': (f) => ((f - 32) * 5) / 9 } },
    '8331-1': { field: 'temperature', units: { Cel: same, '[degF]': (f) => ((f - 32) * 5) / 9 } },
    '72514-3': { field: 'painScore', units: { '{score}': same, '1': same } },
    '29463-7': { field: 'weightKg', units: { kg: same, g: (g) => g / 1000, '[lb_av]': (lb) => lb * 0.45359237 } },
    '8302-2': { field: 'heightCm', units: { cm: same, m: (m) => m * 100, '[in_i]': (inch) => inch * 2.54 } },
  }

/** What one vital-sign observation measured, or why nothing can be taken from it. */
export function measurementsOf(observation: FhirObservation): Measurement[] | { reason: string } {
  if (!['final', 'amended', 'corrected', 'preliminary'].includes(observation.status))
    return { reason: `status is ${observation.status}` }
  const parts = observation.component ?? []
  const sources = parts.length > 0 && !observation.valueQuantity ? parts : [observation]
  const found = sources.flatMap((source) => {
    const value = source.valueQuantity?.value
    return value === undefined
      ? []
      : [measurement(source.code, value, source.valueQuantity?.code ?? source.valueQuantity?.unit)]
  })
  return found.length > 0 ? found : { reason: 'no measured value' }
}

function measurement(code: FhirObservation['code'], value: number, unit: string | undefined): Measurement {
  const loinc = codeOf(code) ?? 'unknown'
  const known = FIELDS[loinc]
  const convert = known && (unit === undefined ? same : known.units[unit])
  if (known && convert) return { type: 'field', field: known.field, value: convert(value) }
  // a unit that we cannot convert is kept beside its number, never guessed
  return { type: 'other', code: loinc, display: wordsOf(code) ?? loinc, value, unit: unit ?? null }
}

/** FHIR's own category, and the codes above wherever they are filed. */
export function isVitalSign(observation: FhirObservation): boolean {
  const filed = observation.category?.some((c) => c.coding?.some((coding) => coding.code === 'vital-signs'))
  return filed === true || FIELDS[codeOf(observation.code) ?? ''] !== undefined
}
