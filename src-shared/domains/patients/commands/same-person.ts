import type { Flag } from '../../../kernel/command.ts'
import { type Gather, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { flag } from '../errors.ts'
import { Patient } from '../records.ts'
import { displayName } from '../rules/display-name.ts'
import { type DuplicateField, type DuplicateSubject, scoreDuplicate } from '../rules/duplicates.ts'
import { phoneForMatching } from '../rules/phone.ts'

type PatientRow = RowOf<typeof Patient>
/** A household shares its phone, twins their birth date: only all of these together say "registered twice". */
const MUST_AGREE: readonly DuplicateField[] = ['familyName', 'givenName', 'birthDate', 'phone']
const COMPARED = ['familyName', 'givenName', 'sex', 'birthDate', 'nic', 'phone', 'locality'] as const

/** Other active patients of the same name, birth date and phone. */
export function* gatherNamesakes(person: DuplicateSubject, ownId: string): Gather<PatientRow[]> {
  if (!person.phone || !person.birthDate) return []
  const found: PatientRow[] = []
  for (const phone of formsOf(person.phone))
    found.push(...(yield* list(Patient, 'byContact', [phone, person.birthDate])))
  return found.filter((other) => other.id !== ownId && other.status === 'active' && agrees(person, other))
}

/** Both registrations stand; this says so, with both side by side. */
export function twiceRegistered(person: DuplicateSubject, other: PatientRow): Flag {
  const sides = COMPARED.map((field) => ({ field, ours: person[field], theirs: other[field] }))
  const params = { name: displayName(other), phn: other.phn }
  return { ...flag('PATIENT_POSSIBLE_DUPLICATE', 'cashier', params), sides, otherId: other.id }
}

function agrees(person: DuplicateSubject, other: PatientRow): boolean {
  const { evidence } = scoreDuplicate(person, other)
  return MUST_AGREE.every((field) => evidence.some((each) => each.field === field && each.agrees))
}

/** The ways in which clerks write one number. */
function formsOf(phone: string): string[] {
  const whole = phoneForMatching(phone)
  const local = whole?.startsWith('94') ? whole.slice(2) : null
  return [...new Set([phone, ...(local ? [`0${local}`, `+94${local}`, `94${local}`, local] : [])])]
}
