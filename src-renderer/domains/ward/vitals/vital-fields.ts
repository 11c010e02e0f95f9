import { checkVital, type VitalFinding } from '../../../../src-shared/domains/ward/rules/plausibility.ts'
import type { MessageKey } from '../../../messages/index.ts'
import type { Inputs } from '../../../platform/api.ts'

export type NumberField =
  | 'respirationRate'
  | 'spo2'
  | 'oxygenFlow'
  | 'systolic'
  | 'diastolic'
  | 'pulse'
  | 'temperature'
  | 'painScore'
export type VitalField = NumberField | 'onOxygen' | 'consciousness'

/** In the order in which a nurse measures. */
export const FIELDS: readonly VitalField[] = [
  'respirationRate',
  'spo2',
  'onOxygen',
  'oxygenFlow',
  'systolic',
  'diastolic',
  'pulse',
  'consciousness',
  'temperature',
  'painScore',
]

/** Units as they are shown inside the field. */
export const UNIT: Readonly<Record<NumberField, string>> = {
  respirationRate: '/min',
  spo2: '%',
  oxygenFlow: 'L/min',
  systolic: 'mmHg',
  diastolic: 'mmHg',
  pulse: '/min',
  temperature: '°C',
  painScore: '/ 10',
}

export const LABEL: Readonly<Record<VitalField, MessageKey>> = {
  respirationRate: 'vitals.rr',
  spo2: 'vitals.spo2',
  onOxygen: 'vitals.oxygen',
  oxygenFlow: 'vitals.flow',
  systolic: 'vitals.systolic',
  diastolic: 'vitals.diastolic',
  pulse: 'vitals.pulse',
  consciousness: 'vitals.consciousness',
  temperature: 'vitals.temperature',
  painScore: 'vitals.pain',
}

export const ACVPU = ['A', 'C', 'V', 'P', 'U'] as const

/** What stands in the fields, word for word; kept as a draft on every key. */
export type VitalTexts = Record<VitalField, string>
export const EMPTY: VitalTexts = Object.freeze(
  Object.fromEntries(FIELDS.map((field) => [field, ''])),
) as unknown as VitalTexts

export const isNumberField = (field: VitalField): field is NumberField =>
  field !== 'onOxygen' && field !== 'consciousness'

/** Value of a field as typed; `372` is 37.2 °C, a decimal comma is a point. Null: nothing there. NaN: no number. */
export function readNumber(field: NumberField, text: string): number | null {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return null
  if (field === 'temperature' && /^\d{3}$/.test(plain)) return Number(plain) / 10
  return /^\d{1,3}(\.\d{0,2})?$/.test(plain) ? Number(plain) : Number.NaN
}

/** True where one more digit could only spoil the value: the entry goes to the next field by itself. */
export function isComplete(field: NumberField, text: string): boolean {
  const value = readNumber(field, text)
  if (value === null || Number.isNaN(value) || checkVital(field, value) !== null) return false
  if (field === 'temperature') return /^(\d{3}|\d\d[.,]\d)$/.test(text.trim())
  return value > 0 && checkVital(field, value * 10) !== null
}

type Measured = Omit<Inputs['ward']['recordVitals'], 'admissionId' | 'patientId' | 'takenAt'>

/** The fields as measurements; what is no number is left out, the form refuses it beside the field. */
export function readVitals(texts: VitalTexts) {
  const number = (field: NumberField) => {
    const value = readNumber(field, texts[field])
    return Number.isNaN(value) ? null : value
  }
  const onOxygen = texts.onOxygen === '' ? null : texts.onOxygen === 'o'
  return {
    respirationRate: number('respirationRate'),
    spo2: number('spo2'),
    onOxygen,
    oxygenFlow: onOxygen ? number('oxygenFlow') : null,
    systolic: number('systolic'),
    diastolic: number('diastolic'),
    pulse: number('pulse'),
    consciousness: ACVPU.find((letter) => letter === texts.consciousness) ?? null,
    temperature: number('temperature'),
    painScore: number('painScore'),
  } satisfies Measured
}

/** The fields that are walked through: the flow only where oxygen is given. */
export const fieldsOf = (texts: VitalTexts): VitalField[] =>
  FIELDS.filter((field) => field !== 'oxygenFlow' || texts.onOxygen === 'o')

export type FieldFinding = VitalFinding | { kind: 'notNumber' } | null

/** What is wrong or strange with one field; the diastolic also against the systolic. */
export function findingOf(field: NumberField, texts: VitalTexts): FieldFinding {
  const value = readNumber(field, texts[field])
  if (Number.isNaN(value)) return { kind: 'notNumber' }
  const finding = checkVital(field, value)
  if (finding || field !== 'diastolic' || value === null) return finding
  const systolic = readNumber('systolic', texts.systolic)
  return systolic !== null && value >= systolic
    ? { kind: 'diastolicNotBelowSystolic', systolic, diastolic: value }
    : null
}
