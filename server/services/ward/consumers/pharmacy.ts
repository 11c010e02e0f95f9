import {
  WardCrossReaction,
  WardDoseLimit,
  WardGeneric,
  WardInteraction,
  WardProduct,
  WardRulePack,
} from '../../../../src-shared/domains/ward/index.ts'
import { mirror } from '../../../platform/events/mirror.ts'
import type { Consumer } from '../../../platform/service.ts'

/** Keeps the ward's formulary equal to the pharmacy's. */
export const pharmacyConsumer: Consumer = {
  source: 'pharmacy',
  apply: mirror('pharmacy', [
    WardGeneric,
    WardProduct,
    WardRulePack,
    WardInteraction,
    WardCrossReaction,
    WardDoseLimit,
  ]),
}
