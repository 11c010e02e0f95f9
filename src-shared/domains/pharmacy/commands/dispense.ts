import {
  apply,
  type CommandContext,
  command,
  type Decision,
  type Flag,
  type Put,
  put,
} from '../../../kernel/command.ts'
import { refuse } from '../errors.ts'
import { dayAt, freshness } from '../rules/expiry.ts'
import { passedOver } from '../rules/first-expiry.ts'
import { Dispense, DispensedLine, holding, LedgerEntry } from '../stock-records.ts'
import {
  type DispenseEntry,
  type DispenseState,
  dispenseInput,
  gatherDispense,
  type LineState,
} from './dispense-state.ts'

/** Medicines that are handed over: to a patient, or at the counter. It has happened, so it is always kept. */
export const dispense = command({
  name: 'pharmacy.dispense',
  version: 1,
  class: 'fact',
  allow: ['pharmacist'],
  input: dispenseInput,
  gather: gatherDispense,
  decide(state, entry, context) {
    const controlled = state.lines.find(({ generic }) => generic?.controlled)?.generic
    // only while the pharmacist waits: what has been handed over alone is kept, and flagged
    if (context.attended && controlled) return refuse('DISPENSE_NEEDS_WITNESS', { name: controlled.name })
    return handedOver(state, entry, context)
  },
})

/** The same with controlled medicines among them: a second person proves to be there. */
export const dispenseWitnessed = command({
  name: 'pharmacy.dispenseWitnessed',
  version: 1,
  class: 'fact',
  allow: ['pharmacist'],
  witness: ['pharmacist', 'nurse', 'clinician'],
  input: dispenseInput,
  gather: gatherDispense,
  decide: handedOver,
})

function handedOver(state: DispenseState, entry: DispenseEntry, context: CommandContext): Decision {
  const refused = context.attended ? refusalOf(state, entry, context) : null
  if (refused) return refused
  const dispenseId = context.id('dispense')
  const witnessId = context.proof?.witness?.userId ?? null
  const { departmentId, patientId, note } = entry
  const about = { at: context.occurredAt, by: context.actor.userId, witnessId }
  const puts: Put[] = [put(Dispense, { id: dispenseId, departmentId, patientId, note, ...about })]
  const flags = flagsOf(state, witnessId, context)
  for (const [i, line] of state.lines.entries()) {
    const wanted = entry.lines[i] as DispenseEntry['lines'][number]
    const taken = takenOf(line, wanted, context)
    if (!taken.ok) return { type: 'reject', problem: taken.problem }
    puts.push(...taken.puts, ...linePuts(line, wanted, { dispenseId, entry, ...about }, context))
    flags.push(...taken.flags)
  }
  return apply(puts, { dispenseId }, flags)
}

/** What can still be put right: another box, another quantity, another look. */
function refusalOf(
  { department, lines, shelves, unseen }: DispenseState,
  entry: DispenseEntry,
  context: CommandContext,
) {
  if (!department || department.retired) return refuse('DEPARTMENT_UNKNOWN')
  if (unseen.length > 0) return refuse('DISPENSED_MEANWHILE')
  const today = dayAt(context.occurredAt, context.utcOffsetMinutes)
  for (const { stock, batch, generic, locked } of lines) {
    if (!stock || !batch || stock.departmentId !== entry.departmentId) return refuse('STOCK_UNKNOWN')
    if (batch.recalled) return refuse('BATCH_RECALLED', { lot: batch.lot })
    if (locked) return refuse('REGISTER_LOCKED', { name: generic?.name ?? '' })
    if (freshness(batch.expiry, today) === 'expired')
      return refuse('BATCH_EXPIRED', { lot: batch.lot, expiry: batch.expiry })
  }
  for (const shelf of shelves.values()) {
    const parts = entry.lines.filter(({ stockId }) => shelf.some((each) => each.stockId === stockId))
    const first = passedOver(shelf, parts, today)
    if (first && parts.every(({ reason }) => reason === null))
      return refuse('DISPENSE_NOT_FIRST', { lot: first.lot, expiry: first.expiry })
  }
  return null
}

/** Handed over all the same, after the moment to refuse it: each is a person's to look at. */
function flagsOf({ lines, unseen }: DispenseState, witnessId: string | null, context: CommandContext): Flag[] {
  const ownerRole = 'pharmacist'
  const today = dayAt(context.occurredAt, context.utcOffsetMinutes)
  const flags: Flag[] = lines.flatMap(({ stock, batch, generic, locked }): Flag[] => {
    if (!stock || !batch) return [{ code: 'STOCK_UNKNOWN', params: {}, ownerRole }]
    const { lot, expiry, recalled } = batch
    // recalled since it left the shelf is what the recall's own list is for
    const was = recalled !== null && recalled.at <= context.occurredAt
    return [
      ...(was ? [{ code: 'BATCH_RECALLED', params: { lot }, ownerRole } as const] : []),
      ...(freshness(expiry, today) === 'expired'
        ? [{ code: 'BATCH_EXPIRED', params: { lot, expiry }, ownerRole } as const]
        : []),
      ...(generic?.controlled && witnessId === null
        ? [{ code: 'DISPENSE_NEEDS_WITNESS', params: { name: generic.name }, ownerRole } as const]
        : []),
      ...(locked ? [{ code: 'REGISTER_LOCKED', params: { name: generic?.name ?? '' }, ownerRole } as const] : []),
    ]
  })
  const [other] = unseen
  if (other) flags.push({ code: 'DISPENSED_TWICE', params: {}, ownerRole, otherId: other.dispenseId })
  return flags
}

type Wanted = DispenseEntry['lines'][number]

/** A stock that this end has never heard of has no account to take from: the line alone is kept, with its flag. */
function takenOf(
  { stock, taking }: LineState,
  { stockId: keyId, quantity, reason: override }: Wanted,
  context: CommandContext,
) {
  if (!stock && !context.attended) return { ok: true as const, puts: [], flags: [] }
  return holding.take(taking, { keyId, quantity, override }, context)
}

interface About {
  dispenseId: string
  entry: DispenseEntry
  at: number
  by: string
  witnessId: string | null
}

function linePuts(
  { stock }: LineState,
  { stockId, quantity, orderId, reason }: Wanted,
  { dispenseId, entry, at, by, witnessId }: About,
  { id }: CommandContext,
): Put[] {
  if (!stock) return []
  const { departmentId, productId, batchId } = stock
  const place = { stockId, departmentId, productId, batchId }
  return [
    put(DispensedLine, {
      ...{ id: id(`line:${stockId}`), dispenseId, ...place, quantity, orderId, reason },
      ...{ patientId: entry.patientId, price: null, at },
    }),
    put(LedgerEntry, {
      ...{ id: id(`ledger:${stockId}`), ...place, type: 'dispensed', quantity: -quantity, at, by, witnessId },
      ...{ documentId: dispenseId, note: reason },
    }),
  ]
}
