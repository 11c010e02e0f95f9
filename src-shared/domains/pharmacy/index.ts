import type { Domain } from '../../kernel/domain.ts'
import { addRules } from './commands/add-rules.ts'
import { adjustStock } from './commands/adjust-stock.ts'
import { checkRegister, settleRegister } from './commands/check-register.ts'
import { approveCount, beginCount, cancelCount, recordCount } from './commands/count-stock.ts'
import { defineDepartment } from './commands/define-department.ts'
import { defineMedicine, productLabel } from './commands/define-medicine.ts'
import { defineRulePack } from './commands/define-rule-pack.ts'
import { defineSupplier } from './commands/define-supplier.ts'
import { dispense, dispenseWitnessed } from './commands/dispense.ts'
import { approvePurchase, closePurchase, draftPurchase } from './commands/purchase.ts'
import { recallLot } from './commands/recall-lot.ts'
import { receiveGoods } from './commands/receive-goods.ts'
import { retireMedicine } from './commands/retire-medicine.ts'
import { retireRulePack } from './commands/retire-rule-pack.ts'
import { returnDispensed } from './commands/return-dispensed.ts'
import { setReorderLevel } from './commands/set-reorder-level.ts'
import { signRulePack } from './commands/sign-rule-pack.ts'
import { verifyOrders } from './commands/verify-orders.ts'
import { pharmacyErrors } from './errors.ts'
import { closeInboxItem, InboxItem, inbox } from './inbox.ts'
import { Purchase, ReorderLevel } from './purchase-records.ts'
import { CrossReaction, DoseLimit, Generic, Interaction, Pack, Product, RulePack } from './records.ts'
import { RegisterCheck } from './register-records.ts'
import {
  Batch,
  CountLine,
  Department,
  Dispense,
  DispensedLine,
  DispenseReturn,
  departmentScope,
  GoodsReceipt,
  holding,
  LedgerEntry,
  Stock,
  StockCount,
  Supplier,
  Verification,
} from './stock-records.ts'

export type { PharmacyErrorCode } from './errors.ts'
export { routeSchema } from './records.ts'
export { allergenOf } from './rules/allergen.ts'
export { checkAllergies } from './rules/allergy.ts'
export { atcGroups, checkMedicine } from './rules/check.ts'
export { type Finding, RULE_WORDS, type Rule } from './rules/finding.ts'
export { overrideReasons } from './rules/override.ts'
export {
  addRules,
  adjustStock,
  approveCount,
  approvePurchase,
  Batch,
  beginCount,
  CountLine,
  CrossReaction,
  cancelCount,
  checkRegister,
  closePurchase,
  Department,
  Dispense,
  DispensedLine,
  DispenseReturn,
  DoseLimit,
  defineDepartment,
  defineMedicine,
  defineRulePack,
  defineSupplier,
  departmentScope,
  dispense,
  dispenseWitnessed,
  draftPurchase,
  Generic,
  GoodsReceipt,
  holding,
  Interaction,
  LedgerEntry,
  Pack,
  Product,
  Purchase,
  pharmacyErrors,
  productLabel,
  RegisterCheck,
  ReorderLevel,
  RulePack,
  recallLot,
  receiveGoods,
  recordCount,
  retireMedicine,
  retireRulePack,
  returnDispensed,
  Stock,
  StockCount,
  Supplier,
  setReorderLevel,
  settleRegister,
  signRulePack,
  Verification,
  verifyOrders,
}

export const pharmacy: Domain = {
  service: 'pharmacy',
  kinds: [
    ...[Generic, Product, Pack, RulePack, Interaction, CrossReaction, DoseLimit],
    ...[Department, Supplier, Batch, Stock, ...holding.kinds],
    ...[
      LedgerEntry,
      GoodsReceipt,
      Dispense,
      DispensedLine,
      DispenseReturn,
      Verification,
      StockCount,
      CountLine,
      RegisterCheck,
      Purchase,
      ReorderLevel,
      InboxItem,
    ],
  ],
  commands: [
    ...[defineMedicine, retireMedicine, defineRulePack, addRules, signRulePack, retireRulePack],
    ...[
      defineDepartment,
      defineSupplier,
      receiveGoods,
      dispense,
      dispenseWitnessed,
      returnDispensed,
      recallLot,
      verifyOrders,
    ],
    ...[adjustStock, beginCount, recordCount, approveCount, cancelCount, checkRegister, settleRegister],
    ...[draftPurchase, approvePurchase, closePurchase, setReorderLevel],
    ...[...holding.commands, closeInboxItem],
  ],
  sequences: [],
  errors: pharmacyErrors,
  inbox,
  pools: [holding.pool],
}
