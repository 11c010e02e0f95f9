/**
 * Dates and ages as the clinic reads them, from epoch milliseconds and the hospital's fixed offset in minutes east of
 * UTC (Colombo: 330), so that a wrong regional setting of a workstation cannot change what is shown.
 * Source: NHS Common User Interface: Date Display, Time Display, Patient Banner (age).
 */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Whole calendar years, months and days; the lower ones are what is left over from the higher. */
export interface Age {
  years: number
  months: number
  days: number
}

/** dd-Mmm-yyyy, e.g. 05-Jan-2026. @throws RangeError where `ms` is not a time. */
export function formatDate(ms: number, offsetMinutes: number): string {
  return clinicalDate(localIso(ms, offsetMinutes).slice(0, 10))
}

/** HH:mm, 24 hours, e.g. 07:05. @throws RangeError where `ms` is not a time. */
export function formatTime(ms: number, offsetMinutes: number): string {
  return localIso(ms, offsetMinutes).slice(11, 16)
}

/** dd-Mmm-yyyy HH:mm. @throws RangeError where `ms` is not a time. */
export function formatDateTime(ms: number, offsetMinutes: number): string {
  return `${formatDate(ms, offsetMinutes)} ${formatTime(ms, offsetMinutes)}`
}

/** dd-Mmm-yyyy of a 'yyyy-mm-dd'; the word for unknown where there is none or it is no date of the calendar. */
export function formatBirthDate(birthIso: string | null, unknown = 'unknown'): string {
  return birthIso === null || utcDay(birthIso) === null ? unknown : clinicalDate(birthIso)
}

/** Age on the hospital's calendar day of `onMs`; null where the date is none, or lies after that day. */
export function ageOn(birthIso: string, onMs: number, offsetMinutes: number): Age | null {
  const on = localIso(onMs, offsetMinutes).slice(0, 10)
  const [birthDay, onDay] = [utcDay(birthIso), utcDay(on)]
  if (birthDay === null || onDay === null || birthDay > onDay) return null
  const [birth, now] = [parts(birthIso), parts(on)]
  const whole = (now.year - birth.year) * 12 + now.month - birth.month - (now.day < birth.day ? 1 : 0)
  const days = (onDay - monthsLater(birth, whole)) / day
  return { years: Math.floor(whole / 12), months: whole % 12, days }
}

/**
 * Age as the patient banner shows it: minutes under 2 hours, hours under 2 days, days under 4 weeks, weeks and days
 * under 1 year, months and days under 2, years and months under 18, then years: 26hr, 4w 1d, 13m 2d, 5y 2m, 36y.
 * A lower unit of zero is left out. Minutes and hours need `bornAtMs`; without a time of birth days are counted.
 * Gives the word for unknown where `ageOn` gives null.
 */
export function formatAge(
  birthIso: string | null,
  onMs: number,
  offsetMinutes: number,
  { bornAtMs = null, unknown = 'unknown' }: { bornAtMs?: number | null; unknown?: string } = {},
): string {
  const age = birthIso === null ? null : ageOn(birthIso, onMs, offsetMinutes)
  if (birthIso === null || age === null) return unknown
  return newbornAge(bornAtMs, onMs) ?? calendarAge(age, daysSince(birthIso, onMs, offsetMinutes))
}

function newbornAge(bornAtMs: number | null, onMs: number): string | null {
  if (bornAtMs === null || onMs < bornAtMs) return null
  const lived = onMs - bornAtMs
  if (lived < 2 * hour) return `${Math.floor(lived / minute)}min`
  return lived < 2 * day ? `${Math.floor(lived / hour)}hr` : null
}

function calendarAge({ years, months: over, days }: Age, daysLived: number): string {
  if (daysLived < 28) return `${daysLived}d`
  if (years < 1) return two(Math.floor(daysLived / 7), 'w', daysLived % 7, 'd')
  if (years < 2) return two(12 * years + over, 'm', days, 'd')
  return years < 18 ? two(years, 'y', over, 'm') : `${years}y`
}

const two = (high: number, highUnit: string, low: number, lowUnit: string) =>
  low === 0 ? `${high}${highUnit}` : `${high}${highUnit} ${low}${lowUnit}`

const localIso = (ms: number, offsetMinutes: number) => new Date(ms + offsetMinutes * minute).toISOString()

const clinicalDate = (iso: string) => `${iso.slice(8, 10)}-${months[parts(iso).month - 1]}-${iso.slice(0, 4)}`

const parts = (iso: string) => ({
  year: Number(iso.slice(0, 4)),
  month: Number(iso.slice(5, 7)),
  day: Number(iso.slice(8, 10)),
})

/** Midnight UTC of a calendar date; null for a text that is none, such as 2023-02-29. */
function utcDay(iso: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  const ms = Date.parse(`${iso}T00:00:00Z`)
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== iso ? null : ms
}

function daysSince(birthIso: string, onMs: number, offsetMinutes: number): number {
  const onDay = utcDay(localIso(onMs, offsetMinutes).slice(0, 10)) ?? 0
  return (onDay - (utcDay(birthIso) ?? 0)) / day
}

/** The same day of the month `count` months later, or the last day of a month that is too short. */
function monthsLater(birth: { year: number; month: number; day: number }, count: number): number {
  const index = birth.month - 1 + count
  const lastDay = new Date(Date.UTC(birth.year, index + 1, 0)).getUTCDate()
  return Date.UTC(birth.year, index, Math.min(birth.day, lastDay))
}
