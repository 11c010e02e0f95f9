import { z } from 'zod'
import { ALL_ROLES } from '../../kernel/actor.ts'
import { claimPool, quantitySchema } from '../../kernel/claims/index.ts'
import { apply, command, put } from '../../kernel/command.ts'
import type { Domain } from '../../kernel/domain.ts'
import { reason } from '../../kernel/fields.ts'
import { get } from '../../kernel/gather.ts'
import { inboxOf } from '../../kernel/inbox.ts'
import { kind } from '../../kernel/kind.ts'
import { bill, specimen } from './sequences.ts'

export { bill, specimen } from './sequences.ts'

/** The scope of the depot's stock. */
export const DEPOT_SCOPE = 'depot'

export const stock = claimPool({
  ...{ service: 'depot', name: 'stock', owner: 'pharmacist' },
  scope: { type: 'fixed', scope: DEPOT_SCOPE },
})

export const Issue = kind({
  name: 'depot.issue',
  fields: {
    keyId: z.uuid(),
    quantity: quantitySchema,
    deviceId: z.uuid(),
    billNumber: z.string(),
    specimenNumber: z.string().nullable(),
    issuedAt: z.int(),
  },
  indexes: { byKey: ['keyId'] },
  scope: { type: 'fixed', scope: DEPOT_SCOPE },
})

export const receive = command({
  name: 'depot.receive',
  version: 1,
  class: 'edit',
  allow: ALL_ROLES,
  input: z.strictObject({ keyId: z.uuid(), quantity: quantitySchema, par: z.int().nonnegative() }),
  *gather({ keyId }) {
    return yield* get(stock.Pool, keyId)
  },
  decide: (before, received, context) => apply(stock.receive(before, received, context)),
})

const issueInput = z.strictObject({
  keyId: z.uuid(),
  quantity: quantitySchema,
  override: reason.nullable().default(null),
  withSpecimen: z.boolean().default(false),
})

/** Takes from this workstation's part, with a number on the bill: how a domain binds its stock. */
export const issue = command({
  name: 'depot.issue',
  version: 1,
  class: 'claim',
  allow: ALL_ROLES,
  input: issueInput,
  gather: (wanted, context) => stock.holding(wanted, context),
  decide(holding, wanted, context) {
    const taken = stock.take(holding, wanted, context)
    if (!taken.ok) return { type: 'reject', problem: taken.problem }
    const { keyId, quantity } = wanted
    const row = {
      ...{ id: context.id('issue'), keyId, quantity, deviceId: context.deviceId, issuedAt: context.occurredAt },
      billNumber: context.number('bill'),
      specimenNumber: wanted.withSpecimen ? context.number('specimen') : null,
    }
    return apply([...taken.puts, put(Issue, row)], { billNumber: row.billNumber }, taken.flags)
  },
})

const { InboxItem, closeInboxItem, inbox } = inboxOf('depot', {
  duties: { CLAIM_WITHOUT_COVER: { owner: 'pharmacist', hours: 24 } },
})

/** A small store with a claim pool and bill and specimen numbers, as pharmacy, billing and laboratory will have them. */
export const depot: Domain = {
  service: 'depot',
  kinds: [...stock.kinds, Issue, InboxItem],
  commands: [...stock.commands, receive, issue, closeInboxItem],
  sequences: [bill, specimen],
  errors: {},
  inbox,
  pools: [stock.pool],
}
