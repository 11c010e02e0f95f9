import { describe, expect, test } from 'vitest'
import type { VitalsView } from '../../../../src-shared/domains/ward/views.ts'
import { alignSeries } from './series.ts'

const HOUR = 3_600_000
const set = (hour: number, pulse: number | null, status: VitalsView['status'] = 'final') =>
  ({ takenAt: hour * HOUR, pulse, status }) as VitalsView
const pulse = (each: VitalsView) => each.pulse

describe('Given sets of observations every four hours', () => {
  test('when the gap is within the interval, then the points stay joined, oldest first', () => {
    expect(alignSeries([set(8, 80), set(4, 90)], 240, [pulse])).toEqual([
      [14400, 28800],
      [90, 80],
    ])
  })

  test('when the gap is longer, then an empty point stands between', () => {
    expect(alignSeries([set(10, 80), set(4, 90)], 240, [pulse])[1]).toEqual([90, null, 80])
  })

  test('when a set is in error or does not hold the value, then it is no point', () => {
    expect(alignSeries([set(8, 80), set(6, null), set(5, 20, 'enteredInError'), set(4, 90)], 240, [pulse])[1]).toEqual([
      90, 80,
    ])
  })
})
