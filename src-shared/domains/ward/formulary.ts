import { mirrorOf } from '../../kernel/mirror.ts'
import { Allergy } from '../patients/index.ts'
import { CrossReaction, DoseLimit, Generic, Interaction, Product, RulePack } from '../pharmacy/index.ts'
import { WardPatient } from './records.ts'

/** What the ward keeps of the pharmacy's formulary, so that orders and rounds go on while the pharmacy is down. */
export const WardGeneric = mirrorOf(Generic, 'ward')
export const WardProduct = mirrorOf(Product, 'ward')
export const WardRulePack = mirrorOf(RulePack, 'ward')
export const WardInteraction = mirrorOf(Interaction, 'ward')
export const WardCrossReaction = mirrorOf(CrossReaction, 'ward')
export const WardDoseLimit = mirrorOf(DoseLimit, 'ward')

/** The allergies of the ward's patients: they go wherever the patient goes. */
export const WardAllergy = mirrorOf(Allergy, 'ward', {
  type: 'parent',
  kind: () => WardPatient,
  field: 'patientId',
  otherwise: 'history',
})
