import type { Domain } from '../../kernel/domain.ts'
import { addRules } from './commands/add-rules.ts'
import { defineMedicine } from './commands/define-medicine.ts'
import { defineRulePack } from './commands/define-rule-pack.ts'
import { retireMedicine } from './commands/retire-medicine.ts'
import { retireRulePack } from './commands/retire-rule-pack.ts'
import { signRulePack } from './commands/sign-rule-pack.ts'
import { pharmacyErrors } from './errors.ts'
import { closeInboxItem, InboxItem, inbox } from './inbox.ts'
import { CrossReaction, DoseLimit, Generic, Interaction, Pack, Product, RulePack } from './records.ts'

export type { PharmacyErrorCode } from './errors.ts'
export { routeSchema } from './records.ts'
export { allergenOf } from './rules/allergen.ts'
export { checkAllergies } from './rules/allergy.ts'
export { atcGroups, checkMedicine } from './rules/check.ts'
export { type Finding, RULE_WORDS, type Rule } from './rules/finding.ts'
export { overrideReasons } from './rules/override.ts'
export {
  addRules,
  CrossReaction,
  DoseLimit,
  defineMedicine,
  defineRulePack,
  Generic,
  Interaction,
  Pack,
  Product,
  pharmacyErrors,
  RulePack,
  retireMedicine,
  retireRulePack,
  signRulePack,
}

export const pharmacy: Domain = {
  service: 'pharmacy',
  kinds: [Generic, Product, Pack, RulePack, Interaction, CrossReaction, DoseLimit, InboxItem],
  commands: [defineMedicine, retireMedicine, defineRulePack, addRules, signRulePack, retireRulePack, closeInboxItem],
  sequences: [],
  errors: pharmacyErrors,
  inbox,
}
