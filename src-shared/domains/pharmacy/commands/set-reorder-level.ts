import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { ReorderLevel } from '../purchase-records.ts'
import { Product } from '../records.ts'
import { Department } from '../stock-records.ts'

const units = z.int('Enter a whole number').min(0, 'Enter a whole number').max(1_000_000_000)
const input = z
  .strictObject({ departmentId: z.uuid(), productId: z.uuid(), level: units, upTo: units })
  .refine(({ level, upTo }) => level === 0 || upTo > level, {
    path: ['upTo'],
    message: 'It is ordered up to more than the level at which it is ordered',
  })

/** At how many a product is ordered again, and up to how many. A level of 0: never. */
export const setReorderLevel = command({
  name: 'pharmacy.setReorderLevel',
  version: 1,
  class: 'edit',
  allow: ['pharmacist'],
  input,
  *gather({ departmentId, productId }) {
    return {
      department: yield* get(Department, departmentId),
      product: yield* get(Product, productId),
      before: yield* list(ReorderLevel, 'byProduct', [departmentId, productId]),
    }
  },
  decide({ department, product, before }, entry, { id, actor, occurredAt }) {
    if (!department || department.retired) return refuse('DEPARTMENT_UNKNOWN')
    if (!product) return refuse('MEDICINE_UNKNOWN')
    const [first] = [...before].sort((one, other) => (one.id < other.id ? -1 : 1))
    const row = { ...entry, id: first?.id ?? id('reorderLevel'), setBy: actor.userId, setAt: occurredAt }
    return apply([put(ReorderLevel, row)], { reorderLevelId: row.id })
  },
})
