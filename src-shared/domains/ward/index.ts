import type { Domain } from '../../kernel/domain.ts'
import { admit } from './commands/admit.ts'
import { cancelDischarge } from './commands/cancel-discharge.ts'
import { changeOrder } from './commands/change-order.ts'
import { defineWard } from './commands/define-ward.ts'
import { discharge } from './commands/discharge.ts'
import { holdOrder, resumeOrder, stopOrder } from './commands/hold-order.ts'
import { markAdministrationInError } from './commands/mark-administration-in-error.ts'
import { markFluidInError } from './commands/mark-fluid-in-error.ts'
import { markInfusionStepInError } from './commands/mark-infusion-step-in-error.ts'
import { markVitalsInError } from './commands/mark-vitals-in-error.ts'
import { prescribe } from './commands/prescribe.ts'
import { recordAdministration, recordWitnessedAdministration } from './commands/record-administration.ts'
import { recordEffect } from './commands/record-effect.ts'
import { recordFluid } from './commands/record-fluid.ts'
import { recordInfusionStep, recordWitnessedInfusionStep } from './commands/record-infusion-step.ts'
import { recordPastAdmission } from './commands/record-past-admission.ts'
import { recordVitals } from './commands/record-vitals.ts'
import { setIsolation } from './commands/set-isolation.ts'
import { setObservationInterval } from './commands/set-observation-interval.ts'
import { setSpo2Scale } from './commands/set-spo2-scale.ts'
import { transfer } from './commands/transfer.ts'
import { wardErrors } from './errors.ts'
import { FluidRecord } from './fluid-records.ts'
import {
  WardAllergy,
  WardCrossReaction,
  WardDoseLimit,
  WardGeneric,
  WardInteraction,
  WardProduct,
  WardRulePack,
} from './formulary.ts'
import { closeInboxItem, InboxItem, inbox } from './inbox.ts'
import { InfusionStep } from './infusion-records.ts'
import { Administration, MedicationOrder } from './order-records.ts'
import { Admission, Bed, Room, Transfer, Vitals, Ward, WardPatient } from './records.ts'
import { bht } from './sequences.ts'

export { gatherOrder, type OrderState, orderFindings } from './commands/order-check.ts'
export type { OrderBasis } from './commands/order-fields.ts'
export type { WardErrorCode } from './errors.ts'
export type * from './medicine-views.ts'
export type * from './views.ts'
export {
  Administration,
  Admission,
  admit,
  Bed,
  bht,
  cancelDischarge,
  changeOrder,
  defineWard,
  discharge,
  FluidRecord,
  holdOrder,
  InfusionStep,
  MedicationOrder,
  markAdministrationInError,
  markFluidInError,
  markInfusionStepInError,
  markVitalsInError,
  prescribe,
  Room,
  recordAdministration,
  recordEffect,
  recordFluid,
  recordInfusionStep,
  recordPastAdmission,
  recordVitals,
  recordWitnessedAdministration,
  recordWitnessedInfusionStep,
  resumeOrder,
  setIsolation,
  setObservationInterval,
  setSpo2Scale,
  stopOrder,
  Transfer,
  transfer,
  Vitals,
  Ward,
  WardAllergy,
  WardCrossReaction,
  WardDoseLimit,
  WardGeneric,
  WardInteraction,
  WardPatient,
  WardProduct,
  WardRulePack,
  wardErrors,
}

export const ward: Domain = {
  service: 'ward',
  kinds: [
    Ward,
    Room,
    Bed,
    WardPatient,
    Admission,
    Transfer,
    Vitals,
    WardAllergy,
    WardGeneric,
    WardProduct,
    WardRulePack,
    WardInteraction,
    WardCrossReaction,
    WardDoseLimit,
    MedicationOrder,
    Administration,
    FluidRecord,
    InfusionStep,
    InboxItem,
  ],
  commands: [
    defineWard,
    admit,
    recordPastAdmission,
    transfer,
    discharge,
    cancelDischarge,
    recordVitals,
    markVitalsInError,
    setIsolation,
    setSpo2Scale,
    setObservationInterval,
    changeOrder,
    holdOrder,
    resumeOrder,
    stopOrder,
    markAdministrationInError,
    prescribe,
    recordAdministration,
    recordWitnessedAdministration,
    recordEffect,
    recordFluid,
    markFluidInError,
    recordInfusionStep,
    recordWitnessedInfusionStep,
    markInfusionStepInError,
    closeInboxItem,
  ],
  sequences: [bht],
  errors: wardErrors,
  inbox,
}
