import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, MORNING } from '../../../app/testing/cache.ts'
import { type Scored, summarise } from './score.ts'
import type { VitalsCells } from './vitals-cells.ts'

const about: Scored = {
  birthDate: '1980-05-17',
  pregnant: false,
  admittedAt: MORNING - 24 * HOUR,
  observeEveryMinutes: null,
  utcOffsetMinutes: 330,
}
const set = (hoursAgo: number, change: Partial<VitalsCells> = {}): VitalsCells => ({
  ...{ id: `${hoursAgo}`, taken_at: MORNING - hoursAgo * HOUR, taken_by: 'nurse', respiration_rate: 16, spo2: 98 },
  ...{
    on_oxygen: 0,
    oxygen_flow: null,
    systolic: 124,
    diastolic: 78,
    pulse: 72,
    consciousness: 'A',
    temperature: 36.8,
  },
  ...{ pain_score: null, spo2_scale: 1, status: 'final', error_reason: null, pending: 0 },
  ...change,
})
/** NEWS2 of 8: breaths 3, oxygen 2, pulse 3. */
const ill = { respiration_rate: 26, on_oxygen: 1, pulse: 132 }

describe('the score of the newest set', () => {
  it('given nothing was observed, then it says so, and a set is due since the admission', () => {
    const { score, due, history } = summarise([], about, MORNING)
    expect(score).toMatchObject({ total: null, why: 'noObservation', at: null })
    expect(due).toEqual({ dueAt: about.admittedAt, state: 'overdue' })
    expect(history).toEqual([])
  })

  it('given a worse set after a calm one, then total, band, change and the next time follow', () => {
    const { score, due, history } = summarise([set(0, ill), set(4)], about, MORNING)
    expect(score).toMatchObject({ total: 8, band: 'high', delta: 8, why: null, at: MORNING })
    expect(due.dueAt).toBeLessThanOrEqual(MORNING + HOUR)
    expect(history).toEqual([
      { at: MORNING - 4 * HOUR, total: 0 },
      { at: MORNING, total: 8 },
    ])
  })

  it('given a calm set dated tomorrow after a bad one of now, then the bad one still leads and its time still counts', () => {
    const { score, due, history } = summarise([set(-24), set(2, ill)], about, MORNING)
    expect(score).toMatchObject({ total: 8, at: MORNING - 2 * HOUR })
    expect(due.state).toBe('overdue')
    expect(history).toEqual([{ at: MORNING - 2 * HOUR, total: 8 }])
  })

  it('given an incomplete set, then it names what is missing, and has no change', () => {
    const { score } = summarise([set(0, { consciousness: null, pulse: null }), set(4)], about, MORNING)
    expect(score).toMatchObject({ total: null, why: 'notCalculable', missing: ['pulse', 'consciousness'], delta: null })
  })

  it('given a single temperature after a score of 8, then the next full set is not put off', () => {
    const onlyTemperature = set(0, { respiration_rate: null, spo2: null, systolic: null, pulse: null, on_oxygen: null })
    const { due } = summarise([onlyTemperature, set(2, ill)], about, MORNING)
    expect(due.state).toBe('overdue')
  })

  it('given only incomplete sets, then the newest of them counts for the time', () => {
    const { due } = summarise([set(1, { pulse: null }), set(9, { pulse: null })], about, MORNING)
    expect(due).toEqual({ dueAt: MORNING + 3 * HOUR, state: 'notDue' })
  })

  it.each([
    ['pregnant', { ...about, pregnant: true }],
    ['under16', { ...about, birthDate: '2015-01-01' }],
  ])('given a patient who is %s, then no score is made', (why, who) => {
    expect(summarise([set(0)], who, MORNING).score).toMatchObject({ total: null, why })
  })

  it('given no birth date, then the score is not calculable and not zero', () => {
    const { score } = summarise([set(0)], { ...about, birthDate: null }, MORNING)
    expect(score).toMatchObject({ total: null, why: 'notCalculable', missing: ['ageYears'] })
  })
})

it('given incomplete sets between calculable ones, then the change passes over them', () => {
  const sets = [set(0, { pulse: 95 }), set(1, { pulse: null }), set(2, ill)]
  expect(summarise(sets, about, MORNING).score.delta).toBe(-7)
})

it('given more than eight scores, then the newest eight are the history, oldest first', () => {
  const sets = Array.from({ length: 12 }, (_, n) => set(n))
  const { history } = summarise(sets, about, MORNING)
  expect(history.map(({ at }) => (MORNING - at) / HOUR)).toEqual([7, 6, 5, 4, 3, 2, 1, 0])
})

it('given a clinician’s own interval, then it goes before the score’s', () => {
  const { due } = summarise([set(0)], { ...about, observeEveryMinutes: 30 }, MORNING + 20 * MINUTE)
  expect(due).toEqual({ dueAt: MORNING + 30 * MINUTE, state: 'dueSoon' })
})
