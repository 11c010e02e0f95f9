import type { MessageKey } from '../../messages/index.ts'

type Value = string | number | boolean | null
/** One line of an entry: a field and what it was to be; `from` where the entry says what it replaces. */
export interface Line {
  field: string
  value: Value
  from?: Value
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An entry as lines to read: what is empty and what only a program reads (ids) is left out. */
export function readable(entry: Readonly<Record<string, unknown>>): Line[] {
  return Object.entries(entry).flatMap(([field, value]) => linesOf(field, value))
}

function linesOf(field: string, value: unknown): Line[] {
  if (value === null || value === undefined || value === '') return []
  if (typeof value !== 'object')
    return typeof value === 'string' && ID.test(value) ? [] : [{ field, value: value as Value }]
  if (Array.isArray(value)) return value.flatMap((each) => linesOf(field, each))
  const { from, to } = value as { from?: Value; to?: Value }
  return from !== undefined && to !== undefined
    ? [{ field, value: to, from }]
    : readable(value as Record<string, unknown>)
}

const WORDS: Readonly<Record<string, MessageKey>> = {
  familyName: 'register.family',
  givenName: 'register.given',
  title: 'register.titleField',
  sex: 'patient.gender',
  birthDate: 'patient.born',
  nic: 'patient.nic',
  phn: 'patient.phn',
  phone: 'patient.phone',
  locality: 'patient.locality',
  nextOfKinName: 'register.kin',
  nextOfKinPhone: 'register.kinPhone',
  respirationRate: 'vitals.rr',
  spo2: 'vitals.spo2',
  onOxygen: 'vitals.onOxygen',
  oxygenFlow: 'vitals.flow',
  systolic: 'vitals.systolic',
  diastolic: 'vitals.diastolic',
  pulse: 'vitals.pulse',
  consciousness: 'vitals.consciousness',
  temperature: 'vitals.temperature',
  painScore: 'vitals.pain',
  takenAt: 'vitals.time',
  at: 'vitals.time',
  admittedAt: 'chart.admittedAt',
  reason: 'chart.reason',
  consultant: 'chart.consultant',
  isolation: 'admit.isolation',
  stage: 'chart.stages',
  substance: 'allergy.substance',
  reaction: 'allergy.reaction',
  severity: 'allergy.severity',
}

/** The catalogue's key for a field; null where it has none and its own name has to do. */
export const fieldKey = (field: string): MessageKey | null => WORDS[field] ?? null

/** `nextOfKinName` → `next of kin name`, for a field of a newer version. */
export const fieldWords = (field: string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
