import type { Allergen } from './allergen.ts'
import type { Checkable, Finding } from './finding.ts'

export interface UnderstoodAllergy {
  /** As it was written down. */
  substance: string
  /** By `allergenOf`. */
  means: Allergen | 'none' | null
}
export interface CrossRule {
  id: string
  known: string
  suspect: string
  advice: string
}

/**
 * Whether a medicine may be given to somebody with these allergies: the same ingredient stops, the same ATC level-4 class
 * and the cross-reaction table ask for a reason. One finding an allergy, the gravest.
 */
export function checkAllergies(
  proposed: Checkable,
  allergies: readonly UnderstoodAllergy[] | 'unavailable',
  crossReactions: readonly CrossRule[],
): Finding[] {
  if (allergies === 'unavailable') return [finding('allergyUnavailable', 'interrupt', { name: proposed.name })]
  return allergies.flatMap(({ substance, means }) => {
    const params = { name: proposed.name, allergen: substance }
    if (means === 'none') return []
    if (means === null) return [finding('allergyText', 'inform', params)]
    return meets(proposed, means, params, crossReactions)
  })
}

function meets(
  { ingredients, atc }: Checkable,
  allergen: Allergen,
  params: Record<string, string>,
  crossReactions: readonly CrossRule[],
): Finding[] {
  const same = ingredients.find((each) => allergen.ingredients.includes(each))
  if (same) return [finding('allergyIngredient', 'hardStop', { ...params, ingredient: same })]
  if (allergen.groups.some((group) => atc.startsWith(group))) return [finding('allergyClass', 'interrupt', params)]
  const cross = crossReactions.find(
    ({ known, suspect }) => atc.startsWith(suspect) && allergen.groups.some((group) => overlaps(group, known)),
  )
  if (!cross) return []
  return [{ ...finding('allergyCross', 'interrupt', { ...params, advice: cross.advice }), ruleId: cross.id }]
}

/** One is a part of the other: penicillins (`J01C`) and amoxicillin's class (`J01CA`). */
const overlaps = (one: string, other: string) => one.startsWith(other) || other.startsWith(one)

const finding = (rule: Finding['rule'], level: Finding['level'], params: Record<string, string>): Finding => ({
  ...{ rule, ruleId: null, level, params },
})
