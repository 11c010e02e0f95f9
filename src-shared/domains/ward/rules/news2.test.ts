import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type News2Input, type News2Parameter, news2, news2Parameters } from './news2.ts'

const well: News2Input = {
  respirationRate: 16,
  spo2: 98,
  onOxygen: false,
  systolic: 120,
  pulse: 70,
  consciousness: 'A',
  temperature: 37,
  spo2Scale: 1,
  ageYears: 40,
  pregnant: false,
}
const hour = 3_600_000
const score = (changes: Partial<News2Input>) => {
  const result = news2({ ...well, ...changes })
  if (result.kind !== 'score') throw new Error(`expected a score, got ${JSON.stringify(result)}`)
  return result
}
const onAir = { spo2Scale: 2, onOxygen: false } as const
const onOxygen = { spo2Scale: 2, onOxygen: true } as const

/** Written out from the RCP's chart, not from the table in the code: every boundary and one step to either side, value:points. */
const chart: [string, News2Parameter, Partial<News2Input>, string][] = [
  [
    'respiration rate',
    'respirationRate',
    {},
    '0:3 7:3 8:3 9:1 10:1 11:1 12:0 13:0 19:0 20:0 21:2 22:2 23:2 24:2 25:3 26:3 60:3',
  ],
  ['SpO₂ scale 1', 'spo2', {}, '50:3 90:3 91:3 92:2 93:2 94:1 95:1 96:0 97:0 100:0'],
  ['SpO₂ scale 1 on oxygen', 'spo2', { onOxygen: true }, '50:3 90:3 91:3 92:2 93:2 94:1 95:1 96:0 97:0 100:0'],
  [
    'SpO₂ scale 2 on air',
    'spo2',
    onAir,
    '50:3 82:3 83:3 84:2 85:2 86:1 87:1 88:0 89:0 91:0 92:0 93:0 94:0 95:0 96:0 97:0 98:0 100:0',
  ],
  [
    'SpO₂ scale 2 on oxygen',
    'spo2',
    onOxygen,
    '50:3 82:3 83:3 84:2 85:2 86:1 87:1 88:0 89:0 91:0 92:0 93:1 94:1 95:2 96:2 97:3 98:3 100:3',
  ],
  [
    'systolic',
    'systolic',
    {},
    '40:3 89:3 90:3 91:2 92:2 99:2 100:2 101:1 102:1 109:1 110:1 111:0 112:0 218:0 219:0 220:3 221:3',
  ],
  [
    'pulse',
    'pulse',
    {},
    '0:3 39:3 40:3 41:1 42:1 49:1 50:1 51:0 52:0 89:0 90:0 91:1 92:1 109:1 110:1 111:2 112:2 129:2 130:2 131:3 132:3',
  ],
  [
    'temperature',
    'temperature',
    {},
    '30:3 34.9:3 35:3 35.1:1 35.2:1 35.9:1 36:1 36.1:0 36.2:0 37.9:0 38:0 38.1:1 38.2:1 38.9:1 39:1 39.1:2 39.2:2 42:2',
  ],
]
const cellsOf = (row: string) => row.split(' ').map((cell) => cell.split(':').map(Number) as [number, number])

describe('NEWS2, golden values of the RCP 2017 chart', () => {
  for (const [name, parameter, setting, row] of chart) {
    it.each(cellsOf(row))(`given ${name} %d, when scored, then %d and nothing else changes`, (value, points) => {
      const result = score({ ...setting, [parameter]: value })
      expect(result.parts[parameter]).toBe(points)
      expect(result.total).toBe(points + (setting.onOxygen ? 2 : 0))
    })
  }

  it.each([
    ['A', 0],
    ['C', 3],
    ['V', 3],
    ['P', 3],
    ['U', 3],
  ] as const)('given consciousness %s (C: new confusion), when scored, then %d', (consciousness, points) => {
    expect(score({ consciousness }).parts.consciousness).toBe(points)
  })

  it('given oxygen, when scored, then 2 on either scale', () => {
    expect(score({ onOxygen: true }).parts.onOxygen).toBe(2)
    expect(score({ onOxygen: false }).parts.onOxygen).toBe(0)
    expect(score({ ...onOxygen, spo2: 90 }).total).toBe(2)
  })

  it('given everything at its worst, when scored, then 20', () => {
    const worst = { respirationRate: 30, spo2: 80, onOxygen: true, systolic: 70, pulse: 140, temperature: 34 }
    expect(score({ ...worst, consciousness: 'U' }).total).toBe(20)
  })
})

describe('NEWS2, rounding before banding', () => {
  it.each([
    [35.04, 3],
    [35.05, 1],
    [36.04, 1],
    [36.05, 0],
    [38.04, 0],
    [38.05, 1],
    [39.04, 1],
    [39.05, 2],
  ])('given %d °C, when scored, then %d', (temperature, points) => {
    expect(score({ temperature }).parts.temperature).toBe(points)
  })

  it('given a decimal from a monitor, when scored, then the nearest whole number counts', () => {
    expect(score({ respirationRate: 20.4 }).total).toBe(0)
    expect(score({ respirationRate: 20.5 }).total).toBe(2)
    expect(score({ systolic: 219.5 }).total).toBe(3)
    expect(score({ spo2: 95.5 }).total).toBe(0)
  })
})

describe('NEWS2, where there is no score', () => {
  it.each(news2Parameters)('given no %s, when scored, then not calculable and never zero', (parameter) => {
    expect(news2({ ...well, [parameter]: null })).toEqual({ kind: 'notCalculable', missing: [parameter] })
  })

  it('given several missing and a NaN, when scored, then all are named', () => {
    const result = news2({ ...well, pulse: Number.NaN, consciousness: null, onOxygen: null })
    expect(result).toEqual({ kind: 'notCalculable', missing: ['onOxygen', 'pulse', 'consciousness'] })
  })

  it('given severe values but one missing, when scored, then still no partial total', () => {
    expect(news2({ ...well, respirationRate: 40, systolic: 60, temperature: null }).kind).toBe('notCalculable')
  })

  it.each([
    [0, 'notApplicable'],
    [15, 'notApplicable'],
    [16, 'score'],
    [17, 'score'],
  ])('given %i years of age, when scored, then %s', (ageYears, kind) => {
    expect(news2({ ...well, ageYears }).kind).toBe(kind)
  })

  it('given a child, a pregnant woman or an unknown age, when scored, then the reason is given', () => {
    expect(news2({ ...well, ageYears: 15, pulse: null })).toEqual({ kind: 'notApplicable', reason: 'under16' })
    expect(news2({ ...well, pregnant: true })).toEqual({ kind: 'notApplicable', reason: 'pregnant' })
    expect(news2({ ...well, ageYears: null })).toEqual({ kind: 'notCalculable', missing: ['ageYears'] })
  })
})

describe('NEWS2, bands and response', () => {
  it.each<[string, Partial<News2Input>, number, string, number]>([
    ['nothing', {}, 0, 'zero', 12],
    ['a fast pulse', { pulse: 91 }, 1, 'low', 4],
    ['four single points without a 3', { pulse: 111, systolic: 95 }, 4, 'low', 4],
    ['a single 3', { systolic: 90 }, 3, 'lowSingle3', 1],
    ['a single 3 within 4', { systolic: 90, pulse: 91 }, 4, 'lowSingle3', 1],
    ['high blood pressure alone', { systolic: 220 }, 3, 'lowSingle3', 1],
    ['new confusion alone', { consciousness: 'C' }, 3, 'lowSingle3', 1],
    ['5 without a 3', { pulse: 111, systolic: 95, temperature: 38.5 }, 5, 'medium', 1],
    ['5 with a 3', { consciousness: 'C', pulse: 111 }, 5, 'medium', 1],
    ['6', { consciousness: 'C', pulse: 111, temperature: 38.5 }, 6, 'medium', 1],
    ['7', { consciousness: 'C', pulse: 111, systolic: 95 }, 7, 'high', 0.5],
    ['9', { consciousness: 'C', pulse: 111, systolic: 95, respirationRate: 22 }, 9, 'high', 0.5],
  ])('given %s, when scored, then %i is %s', (_, changes, total, band, hours) => {
    const result = score(changes)
    expect(result).toMatchObject({ total, band, responseKey: `news2.response.${band}`, nextDueMs: hours * hour })
    expect(result.continuous).toBe(band === 'high')
  })

  it('given any complete set, when scored, then the total is the sum of parts, 0 to 20', () => {
    const sets = fc.record({
      respirationRate: fc.integer({ min: 0, max: 80 }),
      spo2: fc.integer({ min: 0, max: 100 }),
      onOxygen: fc.boolean(),
      systolic: fc.integer({ min: 0, max: 300 }),
      pulse: fc.integer({ min: 0, max: 300 }),
      consciousness: fc.constantFrom('A', 'C', 'V', 'P', 'U'),
      temperature: fc.double({ min: 20, max: 45, noNaN: true }),
      spo2Scale: fc.constantFrom(1, 2),
      ageYears: fc.integer({ min: 16, max: 110 }),
    })
    fc.assert(
      fc.property(sets, (set) => {
        const { total, parts } = score(set)
        expect(total).toBe(Object.values(parts).reduce<number>((sum, one) => sum + one, 0))
        expect(total).toBeLessThanOrEqual(20)
      }),
    )
  })
})
