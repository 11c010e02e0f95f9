import type { Decision, Flag } from '../../../kernel/command.ts'
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

/**
 * Whether the bed can be had, for a patient who is physically there: while somebody waits for the answer another bed is
 * chosen; afterwards the patient stays on the ward without a bed, and the ward is told.
 */
export function takeBed(
  choice: BedChoice,
  attended: boolean,
): { bed: BedChoice['bed']; flags: Flag[]; refusal: Decision | null } {
  const refusal = bedRefusal(choice)
  if (refusal?.type !== 'reject') return { bed: choice.bed, flags: [], refusal: null }
  const { code, params } = refusal.problem
  if (attended || !choice.bed) return { bed: null, flags: [], refusal }
  return { bed: null, flags: [{ code, params, ownerRole: 'nurse' }], refusal: null }
}

/** Why nobody can be put into this bed; null where it is free. */
function bedRefusal({ bed, ward }: BedChoice): Decision | null {
  if (!bed) return refuse('WARD_BED_UNKNOWN')
  const names = { bed: bed.label, ward: ward?.name ?? '' }
  if (bed.state === 'closed') return refuse('WARD_BED_CLOSED', names)
  if (bed.state === 'occupied' || bed.admissionId !== null) return refuse('WARD_BED_TAKEN', names)
  return null
}
