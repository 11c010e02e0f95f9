import { references, type ServiceConstraints, unique } from '../../../platform/testing/model-store/constraints.ts'

export const pharmacyConstraints: ServiceConstraints = {
  'pharmacy.generic': { unique: [unique('generic_name_key', ['name'])] },
  'pharmacy.product': { references: [references('product', 'genericId', 'pharmacy.generic')] },
  'pharmacy.pack': {
    unique: [unique('pack_gtin_key', ['gtin'], 'gtin IS NOT NULL')],
    references: [references('pack', 'productId', 'pharmacy.product')],
    integers: ['size'],
  },
  'pharmacy.rulePack': {
    unique: [unique('rule_pack_version_key', ['name', 'version'])],
    integers: ['rules'],
  },
  'pharmacy.interaction': { references: [references('interaction', 'packId', 'pharmacy.rulePack')] },
  'pharmacy.crossReaction': { references: [references('cross_reaction', 'packId', 'pharmacy.rulePack')] },
  'pharmacy.doseLimit': {
    references: [references('dose_limit', 'packId', 'pharmacy.rulePack')],
    integers: ['fromAge', 'toAge'],
  },
}
