/** hardStop: cannot be ordered so. interrupt: only with a reason. inform: is shown and asks for nothing. */
export type Level = 'hardStop' | 'interrupt' | 'inform'

/** What a check found. `params` fill the text that the screens have for the rule. */
export interface Finding {
  rule: Rule
  /** The entry of the rule set; null where the rule needs none. */
  ruleId: string | null
  level: Level
  params: Record<string, string>
}

export type Rule =
  | 'allergyIngredient'
  | 'allergyClass'
  | 'allergyCross'
  | 'allergyText'
  | 'allergyUnavailable'
  | 'interaction'
  | 'duplicateSubstance'
  | 'duplicateClass'
  | 'doseAboveAbsolute'
  | 'dayAboveAbsolute'
  | 'doseAbove'
  | 'dayAbove'
  | 'doseNotCalculable'
  | 'doseWithoutLimit'
  | 'reweigh'

/** A rule in words, for refusals and the inbox. */
export const RULE_WORDS: Readonly<Record<Rule, string>> = {
  allergyIngredient: 'allergy to an ingredient',
  allergyClass: 'allergy to the same class',
  allergyCross: 'possible cross-reaction',
  allergyText: 'an allergy that has to be read',
  allergyUnavailable: 'allergies unavailable',
  interaction: 'interaction',
  duplicateSubstance: 'the same substance twice',
  duplicateClass: 'two of the same class',
  doseAboveAbsolute: 'above the absolute highest dose',
  dayAboveAbsolute: 'above the absolute highest dose a day',
  doseAbove: 'above the usual highest dose',
  dayAbove: 'above the usual highest dose a day',
  doseNotCalculable: 'dose not calculable',
  doseWithoutLimit: 'no dose limit known',
  reweigh: 'weight older than a day',
}

const order: Record<Level, number> = { hardStop: 0, interrupt: 1, inform: 2 }

/** The gravest first; within a level as they came. */
export const gravestFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((one, other) => order[one.level] - order[other.level])

/** What is checked: a generic as the formulary has it. */
export interface Checkable {
  name: string
  ingredients: readonly string[]
  atc: string
}
