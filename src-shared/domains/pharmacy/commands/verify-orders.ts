import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { optionalText } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Department, Verification } from '../stock-records.ts'

const order = z
  .strictObject({
    orderId: z.uuid(),
    outcome: z.enum(['verified', 'queried']),
    note: optionalText(200, 'The note').default(null),
    /** Codes of what the checks warn of. */
    findings: z.array(z.string().max(60)).max(20).default([]),
  })
  .refine(({ outcome, note }) => outcome === 'verified' || note !== null, {
    path: ['note'],
    message: 'Say what the doctor is asked',
  })
  .refine(({ findings, note }) => findings.length === 0 || note !== null, {
    path: ['note'],
    message: 'The checks warn: say why it is right all the same',
  })

/** A pharmacist has looked at orders of one patient. */
export const verifyOrders = command({
  name: 'pharmacy.verifyOrders',
  version: 1,
  class: 'fact',
  allow: ['pharmacist'],
  input: z.strictObject({
    departmentId: z.uuid(),
    patientId: z.uuid(),
    orders: z.array(order).min(1, 'Choose an order').max(60),
  }),
  *gather({ departmentId }) {
    return yield* get(Department, departmentId)
  },
  decide(department, { departmentId, patientId, orders }, { id, actor, occurredAt, attended }) {
    if (attended && !department) return refuse('DEPARTMENT_UNKNOWN')
    const about = { departmentId, patientId, at: occurredAt, by: actor.userId }
    return apply(orders.map((each) => put(Verification, { ...each, ...about, id: id(`verification:${each.orderId}`) })))
  },
})
