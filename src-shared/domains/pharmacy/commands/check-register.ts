import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Generic, Product } from '../records.ts'
import { RegisterCheck } from '../register-records.ts'
import { Department, LedgerEntry, Stock } from '../stock-records.ts'

const pieces = z.int('Enter a whole number').min(0, 'Enter a whole number').max(1_000_000_000)
const input = z.strictObject({
  departmentId: z.uuid(),
  productId: z.uuid(),
  counted: pieces,
  /** What the second person counted, without seeing the first one's number. */
  witnessCounted: pieces,
})

interface RegisterState {
  department: RowOf<typeof Department> | null
  generic: RowOf<typeof Generic> | null
  entries: RowOf<typeof LedgerEntry>[]
}

/** Two persons count a controlled product as a shift ends. Nobody is told before what the ledger says. */
export const checkRegister = command({
  name: 'pharmacy.checkRegister',
  version: 1,
  class: 'fact',
  allow: ['pharmacist'],
  witness: ['pharmacist', 'nurse', 'clinician'],
  input,
  *gather({ departmentId, productId }): Gather<RegisterState> {
    const product = yield* get(Product, productId)
    const entries: RegisterState['entries'] = []
    for (const { id } of yield* list(Stock, 'byProduct', [departmentId, productId]))
      entries.push(...(yield* list(LedgerEntry, 'byStock', [id])))
    return {
      department: yield* get(Department, departmentId),
      generic: product ? yield* get(Generic, product.genericId) : null,
      entries,
    }
  },
  decide({ department, generic, entries }, { witnessCounted, ...entry }, { id, actor, occurredAt, attended, proof }) {
    if (attended) {
      if (!department || department.retired) return refuse('DEPARTMENT_UNKNOWN')
      if (!generic?.controlled) return refuse('REGISTER_NOT_CONTROLLED')
      if (entry.counted !== witnessCounted) return refuse('REGISTER_COUNTS_DIFFER')
    }
    const name = generic?.name ?? ''
    const before = entries.filter(({ at }) => at <= occurredAt)
    const expected = before.reduce((sum, { quantity }) => sum + quantity, 0)
    const agrees = expected === entry.counted
    const checkId = id('registerCheck')
    const row = {
      ...{ ...entry, id: checkId, expected, state: agrees ? ('agrees' as const) : ('open' as const) },
      ...{ at: occurredAt, by: actor.userId, witnessId: proof?.witness?.userId ?? null },
      ...{ settledBy: null, settledWitnessId: null, settledAt: null, finding: null },
    }
    const params = { name, counted: entry.counted, expected }
    const flags = agrees ? [] : [{ code: 'REGISTER_VARIANCE', params, ownerRole: 'pharmacist' as const }]
    return apply([put(RegisterCheck, row)], { checkId }, flags)
  },
})

/** A pharmacist and a second person say what a difference was. The count stays as it was; the drawer opens again. */
export const settleRegister = command({
  name: 'pharmacy.settleRegister',
  version: 1,
  class: 'edit',
  allow: ['pharmacist'],
  witness: ['pharmacist', 'administrator'],
  input: z.strictObject({ checkId: z.uuid(), finding: reason }),
  *gather({ checkId }) {
    return yield* get(RegisterCheck, checkId)
  },
  decide(check, { finding }, { actor, occurredAt, proof }) {
    if (!check) return refuse('REGISTER_CHECK_UNKNOWN')
    if (check.state !== 'open') return refuse('REGISTER_CHECK_SETTLED')
    const settledWitnessId = proof?.witness?.userId ?? null
    // whoever counted may not explain the difference to herself alone
    if ([check.by, check.witnessId].includes(actor.userId) && [check.by, check.witnessId].includes(settledWitnessId))
      return refuse('REGISTER_SETTLES_OWN')
    const settled = { settledBy: actor.userId, settledWitnessId, settledAt: occurredAt, finding }
    return apply([put(RegisterCheck, { ...check, ...settled, state: 'settled' })])
  },
})

/** Differences that lock a drawer. */
export function* openChecks(departmentId: string, productId: string): Gather<RowOf<typeof RegisterCheck>[]> {
  const checks = yield* list(RegisterCheck, 'byProduct', [departmentId, productId])
  return checks.filter(({ state }) => state === 'open')
}
