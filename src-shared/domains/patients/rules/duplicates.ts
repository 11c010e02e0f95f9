import { jaroWinkler } from './jaro-winkler.ts'
import { nicForMatching } from './nic.ts'
import { phoneForMatching } from './phone.ts'

/** Weights in tenths of log2 likelihood, so that sums are exact at a threshold. *Local*: to be tuned and signed off. */
export const duplicatePolicy = {
  version: 'duplicates-1',
  reviewFrom: 250,
  suggestFrom: 120,
  /** Jaro-Winkler from which two names agree. */
  nameAgreesFrom: 0.92,
  weights: {
    nic: { agree: 165, disagree: -43 },
    birthDate: { agree: 151, disagree: -43 },
    /** Day and month changed places: instead of a disagreement of the birth date. */
    dayMonthSwap: { agree: 39, disagree: 0 },
    phone: { agree: 106, disagree: -20 },
    familyName: { agree: 65, disagree: -33 },
    givenName: { agree: 59, disagree: -33 },
    locality: { agree: 51, disagree: -17 },
    sex: { agree: 10, disagree: -46 },
  },
} as const

export type DuplicateField = keyof typeof duplicatePolicy.weights

/** What is compared of a person; null, empty and 'unknown' are missing. */
export interface DuplicateSubject {
  nic: string | null
  /** yyyy-mm-dd. */
  birthDate: string | null
  birthDateEstimated: boolean
  phone: string | null
  familyName: string | null
  givenName: string | null
  locality: string | null
  sex: 'female' | 'male' | 'other' | 'unknown'
  /** The alias of an unknown patient is no name; the given name "Baby of …" is none either. */
  identity: 'known' | 'newborn' | 'unknown'
}

export interface DuplicateEvidence {
  field: DuplicateField
  agrees: boolean
  /** log2. */
  weight: number
}

export interface DuplicateScore {
  /** Sum of the weights, log2, one decimal. */
  score: number
  /** review: stop and look before registering. suggest: show beside the form. Nothing is ever merged by itself. */
  verdict: 'review' | 'suggest' | 'none'
  evidence: DuplicateEvidence[]
}

/**
 * How likely two records are one person. A value that is missing on either side contributes nothing.
 * Source: Fellegi and Sunter 1969, A Theory for Record Linkage; weights local (see the policy).
 */
export function scoreDuplicate(a: DuplicateSubject, b: DuplicateSubject): DuplicateScore {
  const found = [
    same('nic', nicOf(a), nicOf(b)),
    birthDates(birthDateOf(a), birthDateOf(b)),
    same('phone', phoneOf(a), phoneOf(b)),
    alike('familyName', familyOf(a), familyOf(b)),
    alike('givenName', givenOf(a), givenOf(b)),
    same('locality', normalise(a.locality), normalise(b.locality)),
    same('sex', sexOf(a), sexOf(b)),
  ].filter((one) => one !== null)
  const tenths = found.reduce((sum, { field, agrees }) => sum + tenthsOf(field, agrees), 0)
  return { score: tenths / 10, verdict: verdictOf(tenths), evidence: found.map(weighed) }
}

interface Finding {
  field: DuplicateField
  agrees: boolean
}

const nicOf = ({ nic }: DuplicateSubject) => (nic === null ? null : nicForMatching(nic))
const phoneOf = ({ phone }: DuplicateSubject) => (phone === null ? null : phoneForMatching(phone))
const sexOf = ({ sex }: DuplicateSubject) => (sex === 'unknown' ? null : sex)
const familyOf = (one: DuplicateSubject) => (one.identity === 'unknown' ? null : normalise(one.familyName))
const givenOf = (one: DuplicateSubject) => (one.identity === 'known' ? normalise(one.givenName) : null)

/** An estimate is often 1 January of a round year: neither its agreement nor its difference says anything. */
const birthDateOf = (one: DuplicateSubject) => (one.birthDateEstimated ? null : one.birthDate)

function same(field: DuplicateField, a: string | null, b: string | null): Finding | null {
  return a === null || b === null ? null : { field, agrees: a === b }
}

function alike(field: DuplicateField, a: string | null, b: string | null): Finding | null {
  return a === null || b === null ? null : { field, agrees: jaroWinkler(a, b) >= duplicatePolicy.nameAgreesFrom }
}

function birthDates(a: string | null, b: string | null): Finding | null {
  if (a === null || b === null) return null
  if (a !== b && a === swapDayAndMonth(b)) return { field: 'dayMonthSwap', agrees: true }
  return { field: 'birthDate', agrees: a === b }
}

const swapDayAndMonth = (iso: string) => `${iso.slice(0, 4)}-${iso.slice(8, 10)}-${iso.slice(5, 7)}`

/** Letters and digits in upper case. Only Latin accents go: a Sinhala or Tamil vowel sign is part of its letter. */
function normalise(text: string | null): string | null {
  const plain = (text ?? '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
  return plain === '' ? null : plain
}

function tenthsOf(field: DuplicateField, agrees: boolean): number {
  const { agree, disagree } = duplicatePolicy.weights[field]
  return agrees ? agree : disagree
}

const weighed = ({ field, agrees }: Finding) => ({ field, agrees, weight: tenthsOf(field, agrees) / 10 })

function verdictOf(tenths: number): DuplicateScore['verdict'] {
  if (tenths >= duplicatePolicy.reviewFrom) return 'review'
  return tenths >= duplicatePolicy.suggestFrom ? 'suggest' : 'none'
}
