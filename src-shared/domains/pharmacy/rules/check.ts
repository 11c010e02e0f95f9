import { type CrossRule, checkAllergies, type UnderstoodAllergy } from './allergy.ts'
import { checkDose, type DosePatient, type DoseRule, type ProposedDose } from './dose.ts'
import { checkDuplicates } from './duplicate.ts'
import { type Checkable, type Finding, gravestFirst } from './finding.ts'
import { checkInteractions, type InteractionRule } from './interaction.ts'

export interface CheckSubject {
  medicine: Checkable
  dose: ProposedDose
  /** What the patient already gets, without the order that is being changed. */
  current: readonly Checkable[]
  /** `unavailable`: this workstation does not hold all of them. */
  allergies: readonly UnderstoodAllergy[] | 'unavailable'
  patient: DosePatient
  at: number
}
export interface CheckRules {
  interactions: readonly InteractionRule[]
  crossReactions: readonly CrossRule[]
  doseLimits: readonly DoseRule[]
}

/** Every check of an order, a dispensing or a dose at the bedside, the gravest finding first. */
export function checkMedicine(subject: CheckSubject, rules: CheckRules): Finding[] {
  const { medicine, dose, current, allergies, patient, at } = subject
  return gravestFirst([
    ...checkAllergies(medicine, allergies, rules.crossReactions),
    ...checkInteractions(medicine, current, rules.interactions),
    ...checkDuplicates(medicine, current),
    ...checkDose(medicine, dose, patient, rules.doseLimits, at),
  ])
}

/** The beginnings by which rules of a substance are found: `J`, `J01`, `J01C`, `J01CA`, `J01CA04`. */
export const atcGroups = (atc: string): string[] => [1, 3, 4, 5, 7].map((length) => atc.slice(0, length))
