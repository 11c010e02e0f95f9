import { type Gather, get } from '../../kernel/gather.ts'
import { type About, type Duties, idIn, inboxOf, type Place } from '../../kernel/inbox.ts'
import { Purchase } from './purchase-records.ts'
import { RegisterCheck } from './register-records.ts'
import { Department, DispensedLine, departmentScope, Stock } from './stock-records.ts'

const duties: Duties = {
  MEDICINE_EXISTS: { owner: 'pharmacist', hours: 72 },
  MEDICINE_BARCODE_EXISTS: { owner: 'pharmacist', hours: 24 },
  MEDICINE_INGREDIENT_UNKNOWN: { owner: 'pharmacist', hours: 72 },
  RULE_PACK_SIGNED: { owner: 'pharmacist', hours: 72 },
  CLAIM_WITHOUT_COVER: { owner: 'pharmacist', hours: 24 },
  BATCH_RECALLED: { owner: 'pharmacist', hours: 1 },
  BATCH_EXPIRED: { owner: 'pharmacist', hours: 1 },
  BATCH_EXPIRES_SOON: { owner: 'pharmacist', hours: 72 },
  DISPENSED_TWICE: { owner: 'pharmacist', hours: 4 },
  DISPENSE_NEEDS_WITNESS: { owner: 'pharmacist', hours: 4 },
  STOCK_LENT_BUT_GONE: { owner: 'pharmacist', hours: 24 },
  ADJUSTMENT_EXCEEDS_STOCK: { owner: 'pharmacist', hours: 24 },
  COUNT_CLOSED: { owner: 'pharmacist', hours: 24 },
  STOCK_UNKNOWN: { owner: 'pharmacist', hours: 24 },
  REGISTER_VARIANCE: { owner: 'pharmacist', hours: 1 },
  REGISTER_LOCKED: { owner: 'pharmacist', hours: 1 },
  REGISTER_CHECK_SETTLED: { owner: 'pharmacist', hours: 72 },
  PURCHASE_OVER_DELIVERED: { owner: 'pharmacist', hours: 72 },
  PURCHASE_CHANGED: { owner: 'pharmacist', hours: 24 },
  PURCHASE_NO_DRAFT: { owner: 'pharmacist', hours: 24 },
  PURCHASE_CLOSED: { owner: 'pharmacist', hours: 72 },
  PURCHASE_OWN: { owner: 'pharmacist', hours: 24 },
  RETURN_EXCEEDS_DISPENSED: { owner: 'pharmacist', hours: 24 },
}

export const { InboxItem, closeInboxItem, inbox } = inboxOf('pharmacy', { duties, place })

/** The formulary is the same everywhere, and nothing in it is about a patient. What was done at a department is its own. */
function* place(_command: string, about: About): Gather<Place | null> {
  const lineId = idIn(about, 'lineId')
  const line = lineId ? yield* get(DispensedLine, lineId) : null
  const stockId = idIn(about, 'keyId') ?? idIn(about, 'stockId') ?? line?.stockId
  const stock = stockId ? yield* get(Stock, stockId) : null
  const checkId = idIn(about, 'checkId')
  const check = checkId ? yield* get(RegisterCheck, checkId) : null
  const purchaseId = idIn(about, 'purchaseId')
  const purchase = purchaseId ? yield* get(Purchase, purchaseId) : null
  const named = purchase?.departmentId ?? idIn(about, 'departmentId') ?? stock?.departmentId ?? check?.departmentId
  const department = named ? yield* get(Department, named) : null
  const patientId = line?.patientId ?? idIn(about, 'patientId')
  if (!department)
    return patientId ? null : { audience: 'reference', subject: null, patientId: null, patientName: null }
  const subject = { kind: Department.name, id: department.id }
  return { audience: departmentScope(department.id), subject, patientId: patientId ?? null, patientName: null }
}
