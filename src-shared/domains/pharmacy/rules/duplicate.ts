import type { Checkable, Finding } from './finding.ts'

/** The same substance twice asks for a reason; two of one ATC level-4 class are only shown. */
export function checkDuplicates(proposed: Checkable, current: readonly Checkable[]): Finding[] {
  return current.flatMap((other): Finding[] => {
    const params = { name: proposed.name, other: other.name }
    const shared = proposed.ingredients.some((each) => other.ingredients.includes(each))
    if (shared || proposed.atc === other.atc)
      return [{ rule: 'duplicateSubstance', ruleId: null, level: 'interrupt', params }]
    if (proposed.atc.slice(0, 5) === other.atc.slice(0, 5))
      return [{ rule: 'duplicateClass', ruleId: null, level: 'inform', params }]
    return []
  })
}
