import { describe, expect, it } from 'vitest'
import { checkVital, checkVitals, type VitalName, vitalPolicy } from './plausibility.ts'

const kind = (name: VitalName, value: number) => checkVital(name, value)?.kind ?? 'plausible'

/** Per vital: one step below possible, lowest possible, one below usual, usual ends, one above, highest, above. */
const boundaries: [VitalName, number, [number, number], [number, number]][] = [
  ['respirationRate', 1, [0, 120], [6, 60]],
  ['spo2', 1, [10, 100], [70, 100]],
  ['oxygenFlow', 0.5, [0, 80], [0, 15]],
  ['systolic', 1, [20, 320], [60, 240]],
  ['diastolic', 1, [5, 220], [30, 140]],
  ['pulse', 1, [0, 350], [30, 200]],
  ['temperature', 0.1, [12, 46], [33, 41.5]],
  ['painScore', 1, [0, 10], [0, 10]],
  ['weightKg', 0.1, [0.2, 650], [1.5, 200]],
  ['heightCm', 1, [15, 275], [40, 210]],
]

describe('plausibility of vitals', () => {
  it.each(boundaries)('given %s in steps of %d, when checked, then %j is possible and %j usual', (name, step, p, u) => {
    expect([kind(name, p[0] - step), kind(name, p[1] + step)]).toEqual(['impossible', 'impossible'])
    expect([kind(name, u[0]), kind(name, u[1])]).toEqual(['plausible', 'plausible'])
    if (u[0] > p[0]) expect([kind(name, p[0]), kind(name, u[0] - step)]).toEqual(['improbable', 'improbable'])
    if (u[1] < p[1]) expect([kind(name, p[1]), kind(name, u[1] + step)]).toEqual(['improbable', 'improbable'])
  })

  it('given the table of limits, when read, then every vital has a boundary test', () => {
    expect(boundaries.map(([name]) => name)).toEqual(Object.keys(vitalPolicy.limits))
  })

  it('given an SpO₂ of 34 %, when checked, then the question can name value, limits and unit', () => {
    const finding = { kind: 'improbable', parameter: 'spo2', value: 34, low: 70, high: 100, unit: '%' }
    expect(checkVital('spo2', 34)).toEqual(finding)
    expect(checkVitals({ spo2: 34, pulse: null })).toEqual([finding])
  })

  it('given a broken number, when checked, then it is refused', () => {
    expect(kind('pulse', Number.NaN)).toBe('impossible')
    expect(kind('pulse', Number.POSITIVE_INFINITY)).toBe('impossible')
  })

  it('given the two pressures exchanged or equal, when checked, then it is asked', () => {
    const exchanged = { kind: 'diastolicNotBelowSystolic', systolic: 80, diastolic: 120 }
    expect(checkVitals({ systolic: 80, diastolic: 120 })).toEqual([exchanged])
    expect(checkVitals({ systolic: 80, diastolic: 80 })).toHaveLength(1)
    expect(checkVitals({ systolic: 81, diastolic: 80 })).toEqual([])
    expect(checkVitals({ systolic: null, diastolic: 80 })).toEqual([])
  })

  it('given a flow of oxygen on air, when checked, then it is asked', () => {
    expect(checkVitals({ oxygenFlow: 2, onOxygen: false })).toEqual([{ kind: 'flowOnAir', oxygenFlow: 2 }])
    expect(checkVitals({ oxygenFlow: 2, onOxygen: true })).toEqual([])
    expect(checkVitals({ oxygenFlow: 0, onOxygen: false })).toEqual([])
    expect(checkVitals({ oxygenFlow: 2, onOxygen: null })).toEqual([])
  })

  it('given nothing measured, when checked, then nothing is wrong', () => {
    expect(checkVitals({})).toEqual([])
  })
})
