import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { optionalText } from '../../../kernel/fields.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Supplier } from '../stock-records.ts'

/** Somebody who brings medicines, or a new name or number of them. */
export const defineSupplier = command({
  name: 'pharmacy.defineSupplier',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input: z.strictObject({
    /** Null: a new one. */
    supplierId: z.uuid().nullable().default(null),
    name: z.string().trim().min(2, 'Enter the name of the supplier').max(120, 'The name is too long'),
    phone: optionalText(40, 'The telephone number').default(null),
    retired: z.boolean().default(false),
  }),
  *gather({ supplierId, name }) {
    return {
      known: supplierId ? yield* get(Supplier, supplierId) : null,
      namesakes: yield* list(Supplier, 'byName', [name]),
    }
  },
  decide({ known, namesakes }, { supplierId, ...fields }, { id }) {
    if (supplierId && !known) return refuse('SUPPLIER_UNKNOWN')
    const supplierIdNow = known?.id ?? id('supplier')
    if (namesakes.some((each) => each.id !== supplierIdNow)) return refuse('SUPPLIER_EXISTS', { name: fields.name })
    return apply([put(Supplier, { ...fields, id: supplierIdNow })], { supplierId: supplierIdNow })
  },
})
