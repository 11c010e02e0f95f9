import type { VitalsView } from '../../../../src-shared/domains/ward/index.ts'

/** A set as its row stands in the cache. */
export interface VitalsCells {
  id: string
  taken_at: number
  taken_by: string
  respiration_rate: number | null
  spo2: number | null
  on_oxygen: number | null
  oxygen_flow: number | null
  systolic: number | null
  diastolic: number | null
  pulse: number | null
  consciousness: VitalsView['consciousness']
  temperature: number | null
  pain_score: number | null
  spo2_scale: 1 | 2
  status: VitalsView['status']
  error_reason: string | null
  pending: number
}

export const VITALS = `id, taken_at, taken_by, respiration_rate, spo2, on_oxygen, oxygen_flow, systolic, diastolic, pulse,
  consciousness, temperature, pain_score, spo2_scale, status, error_reason, pending`

export const onOxygenOf = ({ on_oxygen }: VitalsCells): boolean | null => (on_oxygen === null ? null : on_oxygen === 1)
