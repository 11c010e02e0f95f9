import type { News2Input } from '../../../../src-shared/domains/ward/rules/news2.ts'
import type { VitalsView } from '../../../../src-shared/domains/ward/views.ts'
import type { MessageKey } from '../../../messages/index.ts'

export interface Plot {
  name: MessageKey
  unit: string
  read: readonly ((set: VitalsView) => number | null)[]
  /** Axis, widened where a value lies outside. */
  range: readonly [number, number]
  /** Bands from low to high: where one ends and its meaning. `normal` is drawn behind the line. */
  bands: readonly { from: number; to: number; tone: 'normal' | 'low' | 'medium' | 'high' }[]
  /** `bars`: from the diastolic up to the systolic. */
  draw: 'line' | 'bars' | 'steps'
  height: number
  shown: (set: VitalsView) => string
}

type Scale = News2Input['spo2Scale']
const text = (value: number | null) => (value === null ? '–' : String(value))

/** One plot under the other on one time axis. Normal bands: the values of 0 points in NEWS2 (RCP 2017). */
export const plotsOf = (scale: Scale): readonly Plot[] => [
  {
    name: 'news2.name',
    unit: '',
    read: [(set) => set.score.total],
    range: [-0.6, 12],
    draw: 'steps',
    height: 80,
    bands: [
      { from: -1, to: 5, tone: 'low' },
      { from: 5, to: 7, tone: 'medium' },
      { from: 7, to: 20, tone: 'high' },
    ],
    shown: (set) => text(set.score.total),
  },
  {
    name: 'vitals.rr',
    unit: '/min',
    read: [(set) => set.respirationRate],
    range: [6, 32],
    draw: 'line',
    height: 74,
    bands: [{ from: 12, to: 20, tone: 'normal' }],
    shown: (set) => text(set.respirationRate),
  },
  {
    name: 'vitals.spo2',
    unit: '%',
    read: [(set) => set.spo2],
    range: [82, 100],
    draw: 'line',
    height: 74,
    bands: [scale === 1 ? { from: 96, to: 100, tone: 'normal' } : { from: 88, to: 92, tone: 'normal' }],
    shown: (set) => text(set.spo2),
  },
  {
    name: 'vitals.bp',
    unit: 'mmHg',
    read: [(set) => set.systolic, (set) => set.diastolic],
    range: [40, 200],
    draw: 'bars',
    height: 98,
    bands: [{ from: 111, to: 219, tone: 'normal' }],
    shown: (set) => `${text(set.systolic)}/${text(set.diastolic)}`,
  },
  {
    name: 'vitals.pulse',
    unit: '/min',
    read: [(set) => set.pulse],
    range: [40, 140],
    draw: 'line',
    height: 74,
    bands: [{ from: 51, to: 90, tone: 'normal' }],
    shown: (set) => text(set.pulse),
  },
  {
    name: 'vitals.temperature',
    unit: '°C',
    read: [(set) => set.temperature],
    range: [35, 40],
    draw: 'line',
    height: 80,
    bands: [{ from: 36.1, to: 38, tone: 'normal' }],
    shown: (set) => set.temperature?.toFixed(1) ?? '–',
  },
]
