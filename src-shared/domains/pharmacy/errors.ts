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
  DEPARTMENT_UNKNOWN: {
    cause: 'This pharmacy department is not known here, or is closed.',
    remedy: 'Choose the department again from the list.',
  },
  DEPARTMENT_EXISTS: {
    cause: 'Another department has the code {code}.',
    remedy: 'Give this one another code.',
  },
  SUPPLIER_UNKNOWN: {
    cause: 'This supplier is not known here.',
    remedy: 'Choose the supplier from the list, or add it first.',
  },
  SUPPLIER_EXISTS: {
    cause: '{name} is already in the list of suppliers.',
    remedy: 'Choose that one.',
  },
  INVOICE_ENTERED: {
    cause: 'The invoice {invoice} of {supplier} was entered before.',
    remedy: 'Look at its receipt. If this is another delivery of the same invoice, say so and save again.',
  },
  BATCH_UNKNOWN: {
    cause: 'No box of the lot {lot} was ever taken in.',
    remedy: 'Compare the lot with the box or with the letter of the supplier.',
  },
  BATCH_RECALLED: {
    cause: 'The lot {lot} was recalled.',
    remedy: 'Do not give it. Put it aside and take another lot.',
  },
  BATCH_EXPIRED: {
    cause: 'The lot {lot} has expired ({expiry}).',
    remedy: 'Do not give it. Put it aside and take another lot.',
  },
  BATCH_EXPIRES_SOON: {
    cause: 'The lot {lot} came in with less than 30 days to its expiry ({expiry}).',
    remedy: 'Use it first, or send it back to the supplier.',
  },
  STOCK_UNKNOWN: {
    cause: 'This batch is not in the stock of the department.',
    remedy: 'Look for the box in the list of stock. If it is not there, take it in or count it.',
  },
  DISPENSE_NOT_FIRST: {
    cause: 'The lot {lot} expires earlier ({expiry}) and is still here.',
    remedy: 'Take that one first, or say why not.',
  },
  DISPENSE_NEEDS_WITNESS: {
    cause: '{name} is a controlled medicine and needs a second person.',
    remedy: 'Ask a colleague to confirm with you at this workstation.',
  },
  DISPENSED_MEANWHILE: {
    cause: 'Somebody has dispensed from this prescription since you opened it.',
    remedy: 'Look at what was given, then decide what is still owed.',
  },
  DISPENSED_TWICE: {
    cause: 'Two people dispensed from the same prescription without seeing each other.',
    remedy: 'Compare the two, ask the ward or the patient, and take back what is too much.',
  },
  DISPENSE_UNKNOWN: {
    cause: 'This dispensed medicine is not known here.',
    remedy: 'Look for it in the list of what was dispensed.',
  },
  ADJUSTMENT_EXCEEDS_STOCK: {
    cause: '{quantity} would be taken off, but the ledger has only {onHand}.',
    remedy: 'Count the shelf again, and enter no more than {onHand}.',
  },
  STOCK_LENT_BUT_GONE: {
    cause: '{quantity} of lot {lot} are not on the shelf any more, but a workstation still holds them.',
    remedy: 'Count what the workstations have given out, and settle the difference.',
  },
  COUNT_OPEN: {
    cause: 'A count of {name} is open already.',
    remedy: 'Go on with that one, or cancel it first.',
  },
  COUNT_CLOSED: {
    cause: 'This count is closed, or not known here.',
    remedy: 'Begin a new count.',
  },
  COUNT_EMPTY: {
    cause: 'Nothing has been counted yet.',
    remedy: 'Count at least one batch, then have it approved.',
  },
  COUNT_OWN: {
    cause: 'You have counted in this count yourself.',
    remedy: 'Ask a colleague who has not counted to approve it.',
  },
  COUNT_NEEDS_RECOUNT: {
    cause: '{count} batches differ by more than 2 % and were counted only once, lot {lot} among them.',
    remedy: 'Count those once more, then have the count approved.',
  },
  REGISTER_NOT_CONTROLLED: {
    cause: 'This is no controlled medicine: it has no register.',
    remedy: 'Choose one of the register’s list.',
  },
  REGISTER_COUNTS_DIFFER: {
    cause: 'The two persons have counted different numbers.',
    remedy: 'Count once more, each for yourself.',
  },
  REGISTER_VARIANCE: {
    cause: '{counted} of {name} were counted; the register says {expected}.',
    remedy: 'Find out what became of the difference, correct the stock with a second person, and settle the count.',
  },
  REGISTER_LOCKED: {
    cause: 'A count of {name} did not agree with the register, and nobody has settled it.',
    remedy: 'Open the register of controlled medicines and settle the count first.',
  },
  REGISTER_CHECK_UNKNOWN: {
    cause: 'This count of the register is not known here.',
    remedy: 'Open the register again.',
  },
  REGISTER_CHECK_SETTLED: {
    cause: 'This count agrees, or has been settled already.',
    remedy: 'Nothing has to be done.',
  },
  REGISTER_SETTLES_OWN: {
    cause: 'The same two persons counted it.',
    remedy: 'Settle it with somebody who did not count.',
  },
  PURCHASE_UNKNOWN: {
    cause: 'This order is not known here.',
    remedy: 'Open the orders again.',
  },
  PURCHASE_NO_DRAFT: {
    cause: 'This order is no draft any more.',
    remedy: 'Open it again; write a new one if more is needed.',
  },
  PURCHASE_CHANGED: {
    cause: 'Somebody has changed this draft meanwhile.',
    remedy: 'Open it again, look at what it says now, and repeat.',
  },
  PURCHASE_OWN: {
    cause: 'You have written this order yourself.',
    remedy: 'Ask a colleague or an administrator to approve it.',
  },
  PURCHASE_CLOSED: {
    cause: 'This order is over already.',
    remedy: 'Nothing has to be done.',
  },
  PURCHASE_NOT_OPEN: {
    cause: 'Nothing is expected of this order: it is not approved, or is over.',
    remedy: 'Have it approved first, or enter the goods without an order.',
  },
  PURCHASE_OVER_DELIVERED: {
    cause: '{units} of {name} have come; {ordered} were ordered.',
    remedy: 'Compare with the invoice: send the rest back, or keep it and tell the supplier.',
  },
  RETURN_EXCEEDS_DISPENSED: {
    cause: '{quantity} would come back, but only {left} are still out.',
    remedy: 'Count again, and enter no more than {left}.',
  },
} as const satisfies Record<string, ErrorText>

export type PharmacyErrorCode = keyof typeof pharmacyErrors

export const refuse = reject<PharmacyErrorCode | Extract<PlatformErrorCode, 'NOT_ALLOWED'>>
