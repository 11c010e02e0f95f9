/** The last day of a month, `2027-02-28`. */
const endOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)

const DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const MONTH_FIRST = /^(\d{1,2})[-/.](\d{4}|\d{2})$/
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})$/

/**
 * The expiry as it is printed on boxes: `2027-06-30`, `06/2027`, `6/27`, `2027-06`. A month means its last day. Null: it is
 * no date.
 */
export function readExpiry(text: string): string | null {
  const typed = text.trim()
  const day = DAY.exec(typed)
  if (day) return realDay(Number(day[1]), Number(day[2]), Number(day[3]))
  const month = MONTH_FIRST.exec(typed)
  if (month) return endOfMonth(fullYear(month[2] ?? ''), Number(month[1]))
  const year = YEAR_FIRST.exec(typed)
  return year ? endOfMonth(Number(year[1]), Number(year[2])) : null
}

const fullYear = (digits: string) => (digits.length === 2 ? 2000 : 0) + Number(digits)
const endOfMonth = (year: number, month: number) => (month >= 1 && month <= 12 ? endOf(year, month) : null)

function realDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}

/** A whole number above zero; null: it is none. */
export function readCount(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) > 0 ? Number(text) : null
}

/** Money as it is typed, `1,250.50`, in cents; null: it is none. */
export function readMoney(text: string): number | null {
  const [, whole, cents = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/,(?=\d{3})/g, '')) ?? []
  return whole === undefined ? null : Number(whole) * 100 + Number(cents.padEnd(2, '0'))
}

/** Cents as money, `1,250.50`. */
export function moneyText(cents: number): string {
  const whole = String(Math.trunc(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${whole}.${String(cents % 100).padStart(2, '0')}`
}
