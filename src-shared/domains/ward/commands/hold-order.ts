import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { WardGeneric } from '../formulary.ts'
import { MedicationOrder } from '../order-records.ts'
import { notCurrent } from './order-state.ts'

const about = (orderId: string) =>
  (function* () {
    const order = yield* get(MedicationOrder, orderId)
    return { order, generic: order ? yield* get(WardGeneric, order.genericId) : null }
  })()

/** Pauses an order: nothing of it is due until it is resumed. Nurses may, and say why. */
export const holdOrder = command({
  name: 'ward.holdOrder',
  version: 1,
  class: 'edit',
  allow: ['clinician', 'nurse', 'pharmacist'],
  input: z.strictObject({ orderId: z.uuid(), reason }),
  gather: ({ orderId }) => about(orderId),
  decide({ order, generic }, entry, { actor, occurredAt }) {
    const gone = notCurrent(order, generic)
    if (!order || gone) return gone ?? refuse('ORDER_UNKNOWN')
    if (order.status === 'held') return refuse('ORDER_ALREADY_HELD', { name: generic?.name ?? '' })
    const held = { reason: entry.reason, by: actor.userId, at: occurredAt }
    return apply([put(MedicationOrder, { ...order, status: 'held', held })])
  },
})

/** Goes on with an order that was paused. */
export const resumeOrder = command({
  name: 'ward.resumeOrder',
  version: 1,
  class: 'edit',
  allow: ['clinician'],
  input: z.strictObject({ orderId: z.uuid() }),
  gather: ({ orderId }) => about(orderId),
  decide({ order, generic }) {
    const gone = notCurrent(order, generic)
    if (!order || gone) return gone ?? refuse('ORDER_UNKNOWN')
    if (order.status !== 'held') return refuse('ORDER_NOT_HELD', { name: generic?.name ?? '' })
    return apply([put(MedicationOrder, { ...order, status: 'active', held: null })])
  },
})

/** Ends an order for good; what is left of its schedule is not due any more. */
export const stopOrder = command({
  name: 'ward.stopOrder',
  version: 1,
  class: 'edit',
  allow: ['clinician'],
  input: z.strictObject({ orderId: z.uuid(), reason }),
  gather: ({ orderId }) => about(orderId),
  decide({ order, generic }, entry, { actor, occurredAt }) {
    const gone = notCurrent(order, generic)
    if (!order || gone) return gone ?? refuse('ORDER_UNKNOWN')
    const stopped = { reason: entry.reason, by: actor.userId, at: occurredAt }
    const stopAt = Math.min(order.stopAt ?? occurredAt, occurredAt)
    return apply([put(MedicationOrder, { ...order, status: 'stopped', held: null, stopped, stopAt })])
  },
})
