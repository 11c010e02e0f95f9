import type { RowOf } from '../../../kernel/kind.ts'
import type { Vitals } from '../records.ts'

type Set = Pick<
  RowOf<typeof Vitals>,
  'respirationRate' | 'spo2' | 'systolic' | 'pulse' | 'consciousness' | 'temperature'
>

/** Whether a set observes the patient. A weight or a pain score alone must not silence "observations overdue". */
export const isObservation = (set: Set): boolean =>
  [set.respirationRate, set.spo2, set.systolic, set.pulse, set.consciousness, set.temperature].some((v) => v !== null)

/** Time of the newest valid observation; null where there is none. */
export const newestObservation = (sets: readonly RowOf<typeof Vitals>[]): number | null =>
  sets
    .filter((set) => set.status === 'final' && isObservation(set))
    .reduce<number | null>((newest, { takenAt }) => (newest === null || takenAt > newest ? takenAt : newest), null)
