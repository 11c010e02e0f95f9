import { z } from 'zod'
import { type VitalName, vitalPolicy } from '../rules/plausibility.ts'

/** As a nurse says them: name and unit. */
export const VITAL_WORDS: Record<VitalName, { name: string; unit: string }> = {
  respirationRate: { name: 'Respiration rate', unit: ' /min' },
  spo2: { name: 'Oxygen saturation', unit: ' %' },
  oxygenFlow: { name: 'Oxygen flow', unit: ' l/min' },
  systolic: { name: 'Systolic pressure', unit: ' mmHg' },
  diastolic: { name: 'Diastolic pressure', unit: ' mmHg' },
  pulse: { name: 'Pulse', unit: ' /min' },
  temperature: { name: 'Temperature', unit: ' °C' },
  painScore: { name: 'Pain score', unit: '' },
  weightKg: { name: 'Weight', unit: ' kg' },
  heightCm: { name: 'Height', unit: ' cm' },
}

/** A decimal is allowed everywhere: monitors send them, and rounding is the score's business. */
const measured = (vital: VitalName) => {
  const [least, most] = vitalPolicy.limits[vital].possible
  const message = `${VITAL_WORDS[vital].name} must be between ${least} and ${most}${VITAL_WORDS[vital].unit}`
  return z.number(message).min(least, message).max(most, message).nullable().default(null)
}

/** What can be measured in one set. A null is "not measured", never zero; an impossible value is refused. */
export const measurements = {
  respirationRate: measured('respirationRate'),
  spo2: measured('spo2'),
  onOxygen: z.boolean().nullable().default(null),
  oxygenFlow: measured('oxygenFlow'),
  systolic: measured('systolic'),
  diastolic: measured('diastolic'),
  pulse: measured('pulse'),
  consciousness: z.enum(['A', 'C', 'V', 'P', 'U']).nullable().default(null),
  temperature: measured('temperature'),
  painScore: measured('painScore'),
  weightKg: measured('weightKg'),
  heightCm: measured('heightCm'),
  /** Other measurements of the same set, by LOINC code. */
  others: z
    .array(
      z.strictObject({
        code: z.string().trim().min(1).max(60),
        display: z.string().trim().min(1).max(200),
        value: z.number(),
        unit: z.string().max(40).nullable(),
      }),
    )
    .max(60)
    .default([]),
}
export type Measurements = z.output<z.ZodObject<typeof measurements>>

/** Whether anything was measured: breathing air or oxygen says something only together with a measurement. */
export function hasMeasurement(set: Measurements): boolean {
  const fields = (Object.keys(measurements) as (keyof Measurements)[]).filter((field) => !ALONE_NOTHING.has(field))
  return set.others.length > 0 || fields.some((field) => set[field] !== null)
}
const ALONE_NOTHING = new Set<keyof Measurements>(['onOxygen', 'oxygenFlow', 'others'])
