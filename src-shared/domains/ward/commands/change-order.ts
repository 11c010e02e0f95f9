import { z } from 'zod'
import { apply, command, former, put } from '../../../kernel/command.ts'
import { optionalText } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { changeReasons, MedicationOrder } from '../order-records.ts'
import { checkFlags, checkRefusal, gatherOrder } from './order-check.ts'
import { orderFields } from './order-fields.ts'
import { orderRefusal } from './order-refusal.ts'
import { notCurrent } from './order-state.ts'
import { checkedOrder } from './prescribe.ts'

const inputOf1 = z.strictObject({ orderId: z.uuid(), ...orderFields })
const input = z
  .strictObject({
    ...{ orderId: z.uuid(), ...orderFields },
    change: z.enum(changeReasons),
    changeNote: optionalText(200, 'The note').default(null),
  })
  .refine((entry) => entry.change !== 'other' || entry.changeNote !== null, {
    path: ['changeNote'],
    message: 'Say why it is changed',
  })

/** Makes a new version of an order. The old one stays as it was, replaced from now on. */
export const changeOrder = command({
  name: 'ward.changeOrder',
  version: 2,
  class: 'edit',
  allow: ['clinician'],
  input,
  former: { 1: former(inputOf1, (entry) => ({ ...entry, change: 'notAsked' })) },
  *gather(entry) {
    const old = yield* get(MedicationOrder, entry.orderId)
    return { old, order: yield* gatherOrder(entry, old?.patientId ?? entry.orderId, entry.orderId) }
  },
  decide({ old, order }, entry, context) {
    const gone = notCurrent(old, order.generic)
    if (!old || gone) return gone ?? refuse('ORDER_UNKNOWN')
    // a new version is in force: it would resume what somebody has put on hold, and nobody would see it
    if (old.status === 'held') return refuse('ORDER_ON_HOLD', { name: order.generic?.name ?? '' })
    const refusal = orderRefusal(entry, order, context)
    if (refusal) return refusal
    const checked = checkedOrder(entry, order, context)
    const name = order.generic?.name ?? ''
    const stop = context.attended ? checkRefusal(checked.alerts, name) : null
    if (stop) return stop
    const orderId = context.id('order')
    const { admissionId, patientId } = old
    const changed = { reason: entry.change, note: entry.changeNote }
    const row = { ...checked.row, changed, ...{ id: orderId, admissionId, patientId } }
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
