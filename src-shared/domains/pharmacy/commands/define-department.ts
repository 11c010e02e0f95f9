import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get, list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Department, departmentFields } from '../stock-records.ts'

const { code, name, type, wardId } = departmentFields

/** A place that has stock, or its new name and type. */
export const defineDepartment = command({
  name: 'pharmacy.defineDepartment',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input: z
    .strictObject({
      /** Null: a new one. */
      departmentId: z.uuid().nullable().default(null),
      ...{ code, name, type, wardId: wardId.default(null) },
      retired: z.boolean().default(false),
    })
    .refine(({ type, wardId }) => (type === 'ward') === (wardId !== null), {
      path: ['wardId'],
      message: 'Choose the ward whose cupboard it is; only a cupboard has one',
    }),
  *gather({ departmentId, code }) {
    return {
      known: departmentId ? yield* get(Department, departmentId) : null,
      namesakes: yield* list(Department, 'byCode', [code]),
    }
  },
  decide({ known, namesakes }, { departmentId, ...fields }, { id }) {
    if (departmentId && !known) return refuse('DEPARTMENT_UNKNOWN')
    const departmentIdNow = known?.id ?? id('department')
    if (namesakes.some((each) => each.id !== departmentIdNow)) return refuse('DEPARTMENT_EXISTS', { code: fields.code })
    return apply([put(Department, { ...fields, id: departmentIdNow })], { departmentId: departmentIdNow })
  },
})
