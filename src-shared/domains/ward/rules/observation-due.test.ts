import { describe, expect, it } from 'vitest'
import { type News2Input, news2 } from './news2.ts'
import { observationDue } from './observation-due.ts'

const minute = 60_000
const hour = 60 * minute
const admittedAt = Date.parse('2026-03-01T08:00:00Z')
const takenAt = admittedAt + 2 * hour
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
const measured = (changes: Partial<News2Input>, observeEveryMinutes: number | null = null) => ({
  admittedAt,
  last: { takenAt, score: news2({ ...well, ...changes }) },
  observeEveryMinutes,
})

describe('next observation', () => {
  it.each<[string, Partial<News2Input>, number, string]>([
    ['0', {}, 12 * hour, 'score'],
    ['1', { pulse: 91 }, 4 * hour, 'score'],
    ['a single 3', { consciousness: 'C' }, hour, 'score'],
    ['5', { consciousness: 'C', pulse: 111 }, hour, 'score'],
    ['7', { consciousness: 'C', pulse: 131, temperature: 38.1 }, 30 * minute, 'score'],
    ['not calculable', { pulse: null }, 4 * hour, 'default'],
    ['under 16', { ageYears: 9 }, 4 * hour, 'default'],
    ['pregnant', { pregnant: true }, 4 * hour, 'default'],
  ])('given the score %s, when planned, then the interval follows', (_, changes, interval, by) => {
    expect(observationDue(measured(changes), takenAt)).toMatchObject({ dueAt: takenAt + interval, by })
  })

  it('given nothing was ever observed, when planned, then it is due from the admission on', () => {
    const plan = { admittedAt, last: null, observeEveryMinutes: 60 }
    const due = { dueAt: admittedAt, latenessMs: 0, by: 'admission', longerThanScore: false }
    expect(observationDue(plan, admittedAt)).toEqual({ ...due, state: 'due' })
    expect(observationDue(plan, admittedAt + 15 * minute).state).toBe('due')
    expect(observationDue(plan, admittedAt + 16 * minute).state).toBe('overdue')
  })

  it.each([
    [-16 * minute, 'notDue', 0],
    [-15 * minute - 1, 'notDue', 0],
    [-15 * minute, 'dueSoon', 0],
    [-1, 'dueSoon', 0],
    [0, 'due', 0],
    [1, 'due', 1],
    [15 * minute, 'due', 15 * minute],
    [15 * minute + 1, 'overdue', 15 * minute + 1],
    [25 * hour, 'overdue', 25 * hour],
  ])('given it is due in 4 h, when now is %i ms from then, then %s', (offset, state, latenessMs) => {
    const dueAt = takenAt + 4 * hour
    expect(observationDue(measured({ pulse: 91 }), dueAt + offset)).toMatchObject({ dueAt, state, latenessMs })
  })

  it('given every 10 minutes, when just measured, then it is not due soon at once', () => {
    expect(observationDue(measured({}, 10), takenAt).state).toBe('notDue')
    expect(observationDue(measured({}, 10), takenAt + 5 * minute).state).toBe('dueSoon')
    expect(observationDue(measured({}, 10), takenAt + 15 * minute + 1).state).toBe('overdue')
  })

  it('given a clinician’s interval, when the score asks for a shorter one, then it holds and is shown', () => {
    const chronic = observationDue(measured({ consciousness: 'C' }, 240), takenAt)
    expect(chronic).toMatchObject({ dueAt: takenAt + 4 * hour, by: 'clinician', longerThanScore: true })
    expect(observationDue(measured({}, 240), takenAt)).toMatchObject({ by: 'clinician', longerThanScore: false })
    expect(observationDue(measured({ pulse: null }, 1440), takenAt).longerThanScore).toBe(false)
  })
})
