import type { ErrorText } from '../../kernel/errors.ts'

/** Refusals and flags of orders and of the medication round. */
export const medicineErrors = {
  ORDER_UNKNOWN: {
    cause: 'This order is not known here.',
    remedy: 'Look at the patient’s medicines again.',
  },
  ORDER_MEDICINE_UNKNOWN: {
    cause: 'This medicine is not in the formulary.',
    remedy: 'Choose a medicine from the list, or ask the pharmacy to add it.',
  },
  ORDER_PRODUCT_WRONG: {
    cause: 'The chosen product is not one of {name}.',
    remedy: 'Choose the product again.',
  },
  ORDER_PRODUCT_NEEDED: {
    cause: 'A number of pieces or millilitres says nothing about how much {name} that is.',
    remedy: 'Choose the product, or give the dose by weight or units.',
  },
  ORDER_ROUTE_WRONG: {
    cause: 'The chosen product of {name} is not for this route ({route}).',
    remedy: 'Choose another product or another route.',
  },
  ORDER_INDICATION_NEEDED: {
    cause: '{name} is given when needed, and nothing says for what.',
    remedy: 'Enter the indication, for instance pain or fever.',
  },
  ORDER_STOPS_BEFORE_START: {
    cause: 'The order would stop before it starts.',
    remedy: 'Correct the times.',
  },
  ORDER_STOPPED: {
    cause: 'A check stops this order of {name} ({rule}).',
    remedy: 'Choose another medicine or another dose.',
  },
  ORDER_NEEDS_REASON: {
    cause: 'A check of {name} asks for a reason ({rule}).',
    remedy: 'Give the reason beside the warning, or change the order.',
  },
  ORDER_CHECK_OPEN: {
    cause: 'A check that nobody saw when {name} was ordered speaks against it ({rule}).',
    remedy: 'Look at the order: change or stop it, or close this with a reason.',
  },
  ORDER_REPLACED: {
    cause: 'This order of {name} has been replaced by a newer version.',
    remedy: 'Open the newer version and change that.',
  },
  ORDER_OVER: {
    cause: 'This order of {name} has already been stopped.',
    remedy: 'Order it anew if it is needed again.',
  },
  ORDER_ON_HOLD: {
    cause: '{name} is on hold: a change would resume it.',
    remedy: 'Resume the order first, then change it.',
  },
  ORDER_ALREADY_HELD: {
    cause: '{name} is already on hold.',
    remedy: 'Nothing has to be done.',
  },
  ORDER_NOT_HELD: {
    cause: '{name} is not on hold.',
    remedy: 'Nothing has to be done.',
  },
  ADMINISTRATION_UNKNOWN: {
    cause: 'This record of a dose is not known here.',
    remedy: 'Look at the patient’s medicines again.',
  },
  ADMINISTRATION_ALREADY_IN_ERROR: {
    cause: 'This record is already marked as entered in error.',
    remedy: 'Nothing has to be done.',
  },
  ADMINISTRATION_NOT_GIVEN: {
    cause: 'Nothing was given, so there is no effect to record.',
    remedy: 'Choose a dose that was given.',
  },
  ADMINISTRATION_NEEDS_WITNESS: {
    cause: '{name} needs a second nurse who calculates the dose for herself.',
    remedy: 'Ask a second nurse to this workstation.',
  },
  ADMINISTRATION_CALCULATIONS_DIFFER: {
    cause: 'The two nurses’ calculations differ.',
    remedy: 'Calculate once more, each for herself, from the order and the label.',
  },
  ADMINISTRATION_ORDER_UNKNOWN: {
    cause: 'A dose was recorded for an order that is not known.',
    remedy: 'Ask who gave it what was given, and for which order.',
  },
  ADMINISTRATION_WRONG_PATIENT: {
    cause: '{name} was ordered for another patient than the one who got it.',
    remedy: 'Look after the patient, and inform the doctor at once.',
  },
  ADMINISTRATION_WRONG_MEDICINE: {
    cause: 'Another medicine than {name} was scanned and given.',
    remedy: 'Look after the patient, and inform the doctor at once.',
  },
  ADMINISTRATION_EXPIRED: {
    cause: '{name} had expired ({expiry}) when it was given.',
    remedy: 'Take the rest of the pack off the ward, and inform the doctor.',
  },
  ADMINISTRATION_DOUBLE: {
    cause: 'Possible double administration: the same dose of {name} is recorded twice.',
    remedy: 'Find out whether it was given twice. Mark the wrong record as entered in error, or inform the doctor.',
  },
  ADMINISTRATION_PRN_LIMIT: {
    cause: '{name} was given too early or too often for an order when needed.',
    remedy: 'Look after the patient, and inform the doctor.',
  },
  ADMINISTRATION_DOSE_ABOVE: {
    cause: '{dose} of {name} were given; {ordered} were ordered.',
    remedy: 'Look after the patient, and inform the doctor.',
  },
  ADMINISTRATION_ORDER_OVER: {
    cause: '{name} was given after the order had been stopped.',
    remedy: 'Inform the doctor.',
  },
  ADMINISTRATION_ORDER_HELD: {
    cause: '{name} was given while the order was on hold.',
    remedy: 'Inform the doctor.',
  },
  ADMINISTRATION_NO_WITNESS: {
    cause: '{name} was given without a second nurse.',
    remedy: 'Check the dose with a second nurse now.',
  },
  INFUSION_NO_BAG: {
    cause: 'A rate of {name} is recorded, and no bag was hung before it.',
    remedy: 'Record the bag with the time at which it was hung.',
  },
  INFUSION_RATE_ABOVE: {
    cause: '{name} runs at {rate} an hour; {ordered} an hour were ordered.',
    remedy: 'Look after the patient, and inform the doctor: the rate or the order has to change.',
  },
  INFUSION_CHANGED_MEANWHILE: {
    cause: 'Another terminal had changed the infusion of {name}, and whoever recorded this had not seen it.',
    remedy: 'Look at the pump. Mark the wrong record as entered in error, or record the rate that runs.',
  },
  INFUSION_STEP_UNKNOWN: {
    cause: 'This record of an infusion is not known here.',
    remedy: 'Look at the patient’s medicines again.',
  },
  INFUSION_STEP_ALREADY_IN_ERROR: {
    cause: 'This record is already marked as entered in error.',
    remedy: 'Nothing has to be done.',
  },
  ADMINISTRATION_AHEAD: {
    cause: '{name} is recorded at a time that is still to come.',
    remedy: 'Correct the time: mark the record as entered in error, and record it again.',
  },
} as const satisfies Record<string, ErrorText>
