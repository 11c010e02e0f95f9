import { describe, expect, it } from 'vitest'
import { ageOn, formatAge, formatBirthDate, formatDate, formatDateTime, formatTime } from './clinical-date.ts'

const colombo = 330
const at = (iso: string) => Date.parse(`${iso}+05:30`)
const noon = (date: string) => at(`${date}T12:00:00`)

describe('clinical dates', () => {
  it('given an evening in UTC, when shown at Colombo, then it is the next day there', () => {
    const ms = Date.parse('2025-12-31T18:30:00Z')
    expect(formatDate(ms, colombo)).toBe('01-Jan-2026')
    expect(formatTime(ms, colombo)).toBe('00:00')
    expect(formatDateTime(ms, 0)).toBe('31-Dec-2025 18:30')
    expect(formatDateTime(ms, -300)).toBe('31-Dec-2025 13:30')
  })

  it('given no birth date or none of the calendar, when shown, then unknown is a word', () => {
    expect(formatBirthDate(null)).toBe('unknown')
    expect(formatBirthDate('2023-02-29')).toBe('unknown')
    expect(formatBirthDate(null, 'නොදනී')).toBe('නොදනී')
    expect(formatBirthDate('1983-06-16')).toBe('16-Jun-1983')
  })
})

describe('age', () => {
  it.each([
    ['1983-06-16', '2019-06-15', { years: 35, months: 11, days: 30 }],
    ['1983-06-16', '2019-06-16', { years: 36, months: 0, days: 0 }],
    ['2025-01-31', '2025-02-28', { years: 0, months: 0, days: 28 }],
    ['2025-01-31', '2025-03-01', { years: 0, months: 1, days: 1 }],
    ['2024-02-29', '2025-02-28', { years: 0, months: 11, days: 30 }],
    ['2024-02-29', '2025-03-01', { years: 1, months: 0, days: 1 }],
    ['2025-05-05', '2025-05-05', { years: 0, months: 0, days: 0 }],
  ])('given a birth on %s, when it is %s, then the age is exact', (birth, on, expected) => {
    expect(ageOn(birth, noon(on), colombo)).toEqual(expected)
  })

  it('given the birthday at Colombo, when UTC is still the day before, then the year is full', () => {
    const justAfterMidnight = at('2026-03-10T00:01:00')
    expect(ageOn('2010-03-10', justAfterMidnight, colombo)?.years).toBe(16)
    expect(ageOn('2010-03-10', justAfterMidnight, 0)?.years).toBe(15)
  })

  it.each(['2026-01-02', '2026-13-01', 'yesterday'])(
    'given the birth date %s on 1 January 2026, then no age',
    (birth) => {
      expect(ageOn(birth, noon('2026-01-01'), colombo)).toBeNull()
      expect(formatAge(birth, noon('2026-01-01'), colombo)).toBe('unknown')
    },
  )

  it.each([
    [0, '0min'],
    [119, '119min'],
    [120, '2hr'],
    [26 * 60 + 59, '26hr'],
    [48 * 60 - 1, '47hr'],
    [48 * 60, '2d'],
  ])('given a newborn of %i minutes with a time of birth, then it reads %s', (minutes, expected) => {
    const bornAtMs = at('2026-01-01T06:00:00')
    expect(formatAge('2026-01-01', bornAtMs + minutes * 60_000, colombo, { bornAtMs })).toBe(expected)
  })

  it.each([
    ['2026-01-01', '2026-01-01', '0d'],
    ['2026-01-01', '2026-01-28', '27d'],
    ['2026-01-01', '2026-01-29', '4w'],
    ['2026-01-01', '2026-01-30', '4w 1d'],
    ['2025-01-01', '2025-12-31', '52w'],
    ['2025-01-01', '2026-01-01', '12m'],
    ['2025-01-01', '2026-02-03', '13m 2d'],
    ['2024-01-02', '2026-01-01', '23m 30d'],
    ['2024-01-01', '2026-01-01', '2y'],
    ['2014-07-04', '2019-09-04', '5y 2m'],
    ['2008-01-02', '2026-01-01', '17y 11m'],
    ['2008-01-01', '2026-01-01', '18y'],
    ['1983-06-16', '2019-09-04', '36y'],
  ])('given a birth on %s, when it is %s, then the banner reads %s', (birth, on, expected) => {
    expect(formatAge(birth, noon(on), colombo)).toBe(expected)
  })

  it('given no birth date, when the age is shown, then unknown is a word', () => {
    expect(formatAge(null, noon('2026-01-01'), colombo)).toBe('unknown')
  })
})
