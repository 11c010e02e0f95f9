import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { MedicationOrder } from '../order-records.ts'
import { checkFlags, checkRefusal, gatherOrder } from './order-check.ts'
import { orderFields } from './order-fields.ts'
import { orderRefusal } from './order-refusal.ts'
import { notCurrent } from './order-state.ts'
import { checkedOrder } from './prescribe.ts'

const input = z.strictObject({ orderId: z.uuid(), ...orderFields })

/** Makes a new version of an order. The old one stays as it was, replaced from now on. */
export const changeOrder = command({
  name: 'ward.changeOrder',
  version: 1,
  class: 'edit',
  allow: ['clinician'],
  input,
  *gather(entry) {
    const old = yield* get(MedicationOrder, entry.orderId)
    return { old, order: yield* gatherOrder(entry, old?.patientId ?? entry.orderId, entry.orderId) }
  },
  decide({ old, order }, entry, context) {
    const gone = notCurrent(old, order.generic)
    if (!old || gone) return gone ?? refuse('ORDER_UNKNOWN')
    const refusal = orderRefusal(entry, order, context)
    if (refusal) return refusal
    const checked = checkedOrder(entry, order, context)
    const name = order.generic?.name ?? ''
    const stop = context.attended ? checkRefusal(checked.alerts, name) : null
    if (stop) return stop
    const orderId = context.id('order')
    const { admissionId, patientId } = old
    const row = { ...checked.row, ...{ id: orderId, admissionId, patientId } }
    return apply(
      [
        put(MedicationOrder, { ...old, status: 'replaced', replacedBy: orderId }),
        put(MedicationOrder, { ...row, version: old.version + 1, replaces: old.id }),
      ],
      { orderId },
      checkFlags(checked.alerts, name),
    )
  },
})
