import type { Dice } from './random.ts'

const HOUR_MS = 3600_000

/** How ill a patient is, from 0 (well) to 1 (very ill), and where it goes. */
export interface Course {
  illness: number
  /** Change of illness a day. */
  drift: number
  chronicLung: boolean
}

export function demoCourse(dice: Dice, highDependency: boolean): Course {
  const ill = dice.next()
  return {
    illness: highDependency
      ? 0.35 + ill * 0.4
      : ill < 0.55
        ? ill * 0.2
        : ill < 0.88
          ? 0.1 + ill * 0.25
          : 0.35 + (ill - 0.88) * 3,
    drift: dice.normal() * 0.07,
    chronicLung: dice.chance(0.06),
  }
}

/** One set of observations of an adult or child of `years`; sometimes a sign is not measured, as on a real ward. */
export function demoSet(dice: Dice, course: Course, daysIn: number, years: number) {
  const ill = Math.min(1, Math.max(0, course.illness + course.drift * daysIn + dice.normal() * 0.05))
  const child = Math.max(0, 14 - years) / 14
  const onOxygen = course.chronicLung || ill > 0.4
  const spo2 = course.chronicLung ? 90 + dice.normal() * 1.2 : 98 - ill * 7 + dice.normal()
  const measured = <T>(value: T, missed = 0.01): T | null => (dice.chance(missed) ? null : value)
  return {
    respirationRate: measured(Math.round(15 + ill * 12 + child * 12 + dice.normal() * 1.3)),
    spo2: measured(Math.min(100, Math.round(spo2))),
    onOxygen,
    oxygenFlow: onOxygen ? dice.pick([1, 2, 2, 4]) : null,
    systolic: measured(Math.round(126 - ill * 38 - child * 30 + dice.normal() * 6)),
    diastolic: measured(Math.round(78 - ill * 20 - child * 18 + dice.normal() * 4)),
    pulse: measured(Math.round(76 + ill * 48 + child * 40 + dice.normal() * 5)),
    consciousness: ill > 0.75 && dice.chance(0.4) ? dice.pick(['C', 'V'] as const) : ('A' as const),
    temperature: measured(Math.round((36.8 + ill * 2 * dice.next() + dice.normal() * 0.25) * 10) / 10),
    painScore: dice.chance(0.5) ? dice.whole(0, 4) : null,
  }
}

/** Times of the rounds from `from` to `to`: every four hours, hourly for the very ill in their last half day, give or take. */
export function demoTimes(dice: Dice, course: Course, from: number, to: number): number[] {
  const times: number[] = []
  let at = from + dice.whole(5, 50) * 60_000
  while (at < to) {
    times.push(at)
    const dense = course.illness > 0.45 && to - at < 12 * HOUR_MS
    at += (dense ? 1 : 4) * HOUR_MS + Math.round(dice.normal() * 9) * 60_000
  }
  return times
}
