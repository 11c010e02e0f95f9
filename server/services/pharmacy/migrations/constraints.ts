import { claimConstraints } from '../../../platform/testing/model-store/claim-constraints.ts'
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
  'pharmacy.department': { unique: [unique('department_code_key', ['code'])] },
  'pharmacy.supplier': { unique: [unique('supplier_name_key', ['name'])] },
  'pharmacy.batch': { references: [references('batch', 'productId', 'pharmacy.product')] },
  'pharmacy.stock': {
    references: [
      references('stock', 'departmentId', 'pharmacy.department'),
      references('stock', 'batchId', 'pharmacy.batch'),
      references('stock', 'productId', 'pharmacy.product'),
    ],
  },
  ...claimConstraints('pharmacy', 'holding'),
  'pharmacy.ledgerEntry': {
    references: [references('ledger_entry', 'stockId', 'pharmacy.stock')],
    integers: ['quantity'],
  },
  'pharmacy.goodsReceipt': {
    references: [
      references('goods_receipt', 'departmentId', 'pharmacy.department'),
      references('goods_receipt', 'supplierId', 'pharmacy.supplier'),
    ],
  },
  'pharmacy.dispensedLine': {
    references: [
      references('dispensed_line', 'dispenseId', 'pharmacy.dispense'),
      references('dispensed_line', 'stockId', 'pharmacy.stock'),
    ],
    integers: ['quantity'],
  },
  'pharmacy.dispenseReturn': {
    references: [references('dispense_return', 'lineId', 'pharmacy.dispensedLine')],
    integers: ['quantity'],
  },
  'pharmacy.purchase': {
    references: [
      references('purchase', 'departmentId', 'pharmacy.department'),
      references('purchase', 'supplierId', 'pharmacy.supplier'),
    ],
    integers: ['version'],
  },
  'pharmacy.reorderLevel': {
    references: [
      references('reorder_level', 'departmentId', 'pharmacy.department'),
      references('reorder_level', 'productId', 'pharmacy.product'),
    ],
    integers: ['level', 'upTo'],
  },
  'pharmacy.registerCheck': { integers: ['expected', 'counted'] },
  'pharmacy.countLine': {
    references: [
      references('count_line', 'countId', 'pharmacy.stockCount'),
      references('count_line', 'stockId', 'pharmacy.stock'),
    ],
    integers: ['round', 'counted'],
  },
}
