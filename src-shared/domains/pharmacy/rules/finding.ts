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
