import { reject } from '../../kernel/command.ts'
import type { ErrorText, PlatformErrorCode } from '../../kernel/errors.ts'

export const pharmacyErrors = {
  MEDICINE_UNKNOWN: {
    cause: 'This medicine is not in the formulary.',
    remedy: 'Choose a medicine from the list, or ask the pharmacy to add it.',
  },
  MEDICINE_EXISTS: {
    cause: '{name} is already in the formulary.',
    remedy: 'Open that medicine and change it there.',
  },
  MEDICINE_BARCODE_EXISTS: {
    cause: 'The barcode {gtin} already belongs to another product: {name}.',
    remedy: 'Compare both boxes. Correct the number, or take it from the other product first.',
  },
  MEDICINE_INGREDIENT_UNKNOWN: {
    cause: 'The strength names {ingredient}, which is no ingredient of {name}.',
    remedy: 'Write the ingredient as it stands in the list of ingredients.',
  },
  RULE_PACK_UNKNOWN: {
    cause: 'This set of medicine rules is not known here.',
    remedy: 'Look at the list of rule sets again.',
  },
  RULE_PACK_EXISTS: {
    cause: 'There is already a rule set {name}, version {version}.',
    remedy: 'Give the new one another version.',
  },
  RULE_PACK_SIGNED: {
    cause: 'The rule set {name} is signed and can no longer be changed.',
    remedy: 'Make a new version, have it signed, and retire this one.',
  },
  RULE_PACK_EMPTY: {
    cause: 'The rule set {name} has no rules yet.',
    remedy: 'Load its rules first, then have it signed.',
  },
  RULE_PACK_RETIRED: {
    cause: 'The rule set {name} is retired.',
    remedy: 'Use the version that replaced it.',
  },
} as const satisfies Record<string, ErrorText>

export type PharmacyErrorCode = keyof typeof pharmacyErrors

export const refuse = reject<PharmacyErrorCode | Extract<PlatformErrorCode, 'NOT_ALLOWED'>>
