import { type Put, put } from '../../../kernel/command.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { Bed } from '../records.ts'

/** The bed without this admission. A bed that already holds another one is left alone. */
export const freed = (bed: RowOf<typeof Bed> | null, admissionId: string): Put[] =>
  bed?.admissionId === admissionId ? [put(Bed, { ...bed, state: 'available', admissionId: null })] : []
