import { describe, expect, test } from 'vitest'
import { readTakenAt } from './taken-at.ts'

const COLOMBO = 330
/** 23-Nov-2026 02:30 in Colombo. */
const now = Date.UTC(2026, 10, 22, 21, 0)
const minutesAgo = (minutes: number) => ({ ok: true, at: now - minutes * 60_000 })

describe('Given half past two at night', () => {
  test.each([
    ['', 0],
    ['02:10', 20],
    ['210', 20],
    ['0000', 150],
    ['23:30', 180],
  ])('when %j is typed, then the set was taken %i minutes ago', (text, minutes) => {
    expect(readTakenAt(text, now, COLOMBO)).toEqual(minutesAgo(minutes))
  })

  test('when a time of the next hour is typed, then it has not come yet', () => {
    expect(readTakenAt('02:45', now, COLOMBO)).toEqual({ ok: false, why: 'vitals.timeFuture' })
  })

  test.each(['25:00', '2', '12:75', 'noon'])('when %j is typed, then it is no time', (text) => {
    expect(readTakenAt(text, now, COLOMBO)).toEqual({ ok: false, why: 'vitals.timeWrong' })
  })
})
