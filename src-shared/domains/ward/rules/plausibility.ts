/** Inclusive. Outside `possible` a value is refused, outside `usual` it is asked about once. */
interface VitalLimits {
  /** UCUM. */
  unit: string
  possible: readonly [number, number]
  usual: readonly [number, number]
}

/**
 * *Local*, to be signed off by the hospital: what a keyboard gets wrong, not what is healthy. Rate and pulse may be 0
 * (arrest), and the usual ranges reach from the newborn to the adult.
 */
export const vitalPolicy = {
  version: 'vital-limits-1',
  limits: {
    respirationRate: { unit: '/min', possible: [0, 120], usual: [6, 60] },
    spo2: { unit: '%', possible: [10, 100], usual: [70, 100] },
    oxygenFlow: { unit: 'L/min', possible: [0, 80], usual: [0, 15] },
    systolic: { unit: 'mm[Hg]', possible: [20, 320], usual: [60, 240] },
    diastolic: { unit: 'mm[Hg]', possible: [5, 220], usual: [30, 140] },
    pulse: { unit: '/min', possible: [0, 350], usual: [30, 200] },
    temperature: { unit: 'Cel', possible: [12, 46], usual: [33, 41.5] },
    painScore: { unit: '{score}', possible: [0, 10], usual: [0, 10] },
    weightKg: { unit: 'kg', possible: [0.2, 650], usual: [1.5, 200] },
    heightCm: { unit: 'cm', possible: [15, 275], usual: [40, 210] },
  } satisfies Record<string, VitalLimits>,
} as const

export type VitalName = keyof typeof vitalPolicy.limits
export type VitalValues = { readonly [name in VitalName]?: number | null } & { readonly onOxygen?: boolean | null }

export type VitalFinding =
  | { kind: 'impossible' | 'improbable'; parameter: VitalName; value: number; low: number; high: number; unit: string }
  /** Ask once: the two were probably exchanged. */
  | { kind: 'diastolicNotBelowSystolic'; systolic: number; diastolic: number }
  /** Ask once: a flow is given, but the patient is marked as breathing air. */
  | { kind: 'flowOnAir'; oxygenFlow: number }

/**
 * What is wrong with a set, in the order of the limits; empty where nothing is. Only `impossible` refuses, and only at
 * the keyboard: a fact that another system or workstation has recorded is kept and flagged. Null is not measured.
 */
export function checkVitals(values: VitalValues): VitalFinding[] {
  const names = Object.keys(vitalPolicy.limits) as VitalName[]
  return [...names.flatMap((name) => checkVital(name, values[name] ?? null) ?? []), ...crossChecks(values)]
}

/** The finding for one value, for the live check beside a field; null where it is plausible or not measured. */
export function checkVital(parameter: VitalName, value: number | null): VitalFinding | null {
  if (value === null) return null
  const { unit, possible, usual } = vitalPolicy.limits[parameter]
  if (!within(value, possible))
    return { kind: 'impossible', parameter, value, low: possible[0], high: possible[1], unit }
  return within(value, usual) ? null : { kind: 'improbable', parameter, value, low: usual[0], high: usual[1], unit }
}

const within = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high

function crossChecks({ systolic, diastolic, oxygenFlow, onOxygen }: VitalValues): VitalFinding[] {
  const found: VitalFinding[] = []
  if (systolic != null && diastolic != null && diastolic >= systolic)
    found.push({ kind: 'diastolicNotBelowSystolic', systolic, diastolic })
  if (oxygenFlow != null && oxygenFlow > 0 && onOxygen === false) found.push({ kind: 'flowOnAir', oxygenFlow })
  return found
}
