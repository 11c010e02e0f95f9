import { z } from 'zod'

const within = (least: number, most: number, what: string, unit: string) => {
  const message = `${what} must be between ${least} and ${most}${unit}`
  return z.number(message).min(least, message).max(most, message).nullable().default(null)
}
const whole = (least: number, most: number, what: string, unit: string) => {
  const message = `${what} must be a whole number between ${least} and ${most}${unit}`
  return z.int(message).min(least, message).max(most, message).nullable().default(null)
}

/** What can be measured in one set. A null is "not measured", never zero; what no living patient has is refused. */
export const measurements = {
  respirationRate: whole(0, 120, 'Respiration rate', ' /min'),
  spo2: whole(0, 100, 'Oxygen saturation', ' %'),
  onOxygen: z.boolean().nullable().default(null),
  oxygenFlow: within(0, 80, 'Oxygen flow', ' l/min'),
  systolic: whole(0, 350, 'Systolic pressure', ' mmHg'),
  diastolic: whole(0, 250, 'Diastolic pressure', ' mmHg'),
  pulse: whole(0, 350, 'Pulse', ' /min'),
  consciousness: z.enum(['A', 'C', 'V', 'P', 'U']).nullable().default(null),
  temperature: within(15, 46, 'Temperature', ' °C'),
  painScore: whole(0, 10, 'Pain score', ''),
  weightKg: within(0.2, 700, 'Weight', ' kg'),
  heightCm: within(15, 280, 'Height', ' cm'),
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
