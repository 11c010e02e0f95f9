/**
 * National Early Warning Score 2, chart 1 of Royal College of Physicians, "National Early Warning Score (NEWS) 2",
 * London, 2017. Published numbers: a change of them is a new version, never an edit.
 */
export type Points = 0 | 1 | 2 | 3

/** Values up to and including `upTo` that no band before took; null: all others. */
export interface Band {
  upTo: number | null
  points: Points
}

const band = (upTo: number | null, points: Points): Band => ({ upTo, points })

export const news2Table = {
  version: 'RCP-2017',
  /** Years; below it the score does not apply. */
  youngest: 16,
  respirationRate: [band(8, 3), band(11, 1), band(20, 0), band(24, 2), band(null, 3)],
  spo2Scale1: [band(91, 3), band(93, 2), band(95, 1), band(null, 0)],
  /** Target 88–92 %: too much is scored only where oxygen is given. */
  spo2Scale2OnAir: [band(83, 3), band(85, 2), band(87, 1), band(null, 0)],
  spo2Scale2OnOxygen: [band(83, 3), band(85, 2), band(87, 1), band(92, 0), band(94, 1), band(96, 2), band(null, 3)],
  oxygen: { air: 0, oxygen: 2 },
  systolic: [band(90, 3), band(100, 2), band(110, 1), band(219, 0), band(null, 3)],
  pulse: [band(40, 3), band(50, 1), band(90, 0), band(110, 1), band(130, 2), band(null, 3)],
  /** C is new confusion. */
  consciousness: { A: 0, C: 3, V: 3, P: 3, U: 3 },
  temperature: [band(35, 3), band(36, 1), band(38, 0), band(39, 1), band(null, 2)],
  /** Total from which an aggregate is medium and high; one parameter of 3 lifts a lower total. */
  mediumFrom: 5,
  highFrom: 7,
} as const

const minute = 60_000
const hour = 60 * minute

/**
 * Time to the next set by band. *Local*, to be signed off by the hospital. At `high` the monitoring is continuous (RCP);
 * its time is that of the next written set, which the RCP does not give.
 */
export const responsePolicy = {
  version: 'news2-response-1',
  intervalMs: { zero: 12 * hour, low: 4 * hour, lowSingle3: hour, medium: hour, high: 30 * minute },
} as const
