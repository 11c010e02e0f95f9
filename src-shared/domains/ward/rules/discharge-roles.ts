import type { Role } from '../../../kernel/actor.ts'
import type { DischargeStage } from '../records.ts'

/** Whose word ends a stage of a discharge. */
export const dischargeRole: Readonly<Record<DischargeStage, Role>> = {
  clinical: 'clinician',
  nursing: 'nurse',
  pharmacy: 'pharmacist',
  billing: 'cashier',
  physical: 'nurse',
}
