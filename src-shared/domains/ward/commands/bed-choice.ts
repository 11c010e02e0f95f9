import type { Decision } from '../../../kernel/command.ts'
import { type Gather, get } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Bed, Ward } from '../records.ts'

export interface BedChoice {
  bed: RowOf<typeof Bed> | null
  ward: RowOf<typeof Ward> | null
}

export function* gatherBed(bedId: string): Gather<BedChoice> {
  const bed = yield* get(Bed, bedId)
  return { bed, ward: bed ? yield* get(Ward, bed.wardId) : null }
}

/** Why nobody can be put into this bed; null where it is free. */
export function bedRefusal({ bed, ward }: BedChoice): Decision | null {
  if (!bed) return refuse('WARD_BED_UNKNOWN')
  const names = { bed: bed.label, ward: ward?.name ?? '' }
  if (bed.state === 'closed') return refuse('WARD_BED_CLOSED', names)
  if (bed.state === 'occupied' || bed.admissionId !== null) return refuse('WARD_BED_TAKEN', names)
  return null
}
