import { z } from 'zod'
import { apply, type CommandContext, command, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { MedicationOrder } from '../order-records.ts'
import { Admission } from '../records.ts'
import { alertsOf, checkFlags, checkRefusal, gatherOrder, type OrderState, orderFindings } from './order-check.ts'
import { type OrderEntry, orderFields } from './order-fields.ts'
import { orderRefusal } from './order-refusal.ts'

const input = z.strictObject({ admissionId: z.uuid(), ...orderFields })

/** Orders a medicine for a patient on the ward, with the checks of allergies, interactions, duplicates and dose. */
export const prescribe = command({
  name: 'ward.prescribe',
  version: 1,
  class: 'edit',
  allow: ['clinician'],
  input,
  *gather(entry) {
    const admission = yield* get(Admission, entry.admissionId)
    return { admission, order: yield* gatherOrder(entry, admission?.patientId ?? entry.admissionId, null) }
  },
  decide({ admission, order }, entry, context) {
    if (!admission) return refuse('WARD_ADMISSION_UNKNOWN')
    if (admission.status === 'discharged') return refuse('WARD_ALREADY_DISCHARGED', { bht: admission.bht })
    const refusal = orderRefusal(entry, order, context)
    if (refusal) return refusal
    const checked = checkedOrder(entry, order, context)
    const name = order.generic?.name ?? ''
    const stop = context.attended ? checkRefusal(checked.alerts, name) : null
    if (stop) return stop
    const orderId = context.id('order')
    const row = { ...checked.row, id: orderId, admissionId: admission.id, patientId: admission.patientId }
    return apply(
      [put(MedicationOrder, { ...row, version: 1, replaces: null })],
      { orderId },
      checkFlags(checked.alerts, name),
    )
  },
})

/** The order as it is kept, but for whose it is and what it replaces. */
export function checkedOrder(entry: OrderEntry, state: OrderState, context: CommandContext) {
  const alerts = alertsOf(orderFindings(state, entry, context), entry)
  const { genericId, productId, dose, route, timing, indication, stopAt } = entry
  const row = {
    ...{ genericId, productId, dose, route, timing, indication, stopAt, alerts },
    startAt: entry.startAt ?? context.occurredAt,
    status: 'active',
    replacedBy: null,
    changed: null,
    prescribedBy: context.actor.userId,
    prescribedAt: context.occurredAt,
    held: null,
    stopped: null,
    checkedBy: state.checkedBy,
  } satisfies Partial<RowOf<typeof MedicationOrder>>
  return { alerts, row }
}
