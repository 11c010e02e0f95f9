const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

export type Birth =
  | { kind: 'none' }
  | { kind: 'date'; iso: string; estimated: boolean }
  | { kind: 'wrong'; why: 'register.birthWrong' | 'register.birthFuture' }

const WRONG: Birth = { kind: 'wrong', why: 'register.birthWrong' }
const two = (value: number) => String(value).padStart(2, '0')

/**
 * A birth date as a clerk says it: `5 3 1984`, `05-Mar-1984`, `05031984`; or an age, `42y`, which becomes 1 January of
 * that year and is marked as estimated. Two-digit years are refused: a guess of the century can be a hundred years off.
 */
export function readBirth(text: string, today: string): Birth {
  const plain = text.trim().toLowerCase()
  if (plain === '') return { kind: 'none' }
  const age = /^(\d{1,3})\s*y(ears?)?$/.exec(plain)
  if (age) return fromAge(Number(age[1]), today)
  const found =
    /^(\d{1,2})(?:\s*[-/. ]\s*|(?=[a-z]))([a-z]{3,}|\d{1,2})\s*[-/. ]?\s*(\d{4})$/.exec(plain) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(plain)
  return found ? fromParts(found, today) : WRONG
}

function fromAge(years: number, today: string): Birth {
  if (years > 130) return WRONG
  return { kind: 'date', iso: `${Number(today.slice(0, 4)) - years}-01-01`, estimated: true }
}

function fromParts([, day = '', month = '', year = '']: RegExpExecArray, today: string): Birth {
  const number = /^\d+$/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3)) + 1
  const iso = `${year}-${two(number)}-${two(Number(day))}`
  const real = new Date(`${iso}T00:00:00Z`)
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== iso || Number(year) < 1880) return WRONG
  return iso > today ? { kind: 'wrong', why: 'register.birthFuture' } : { kind: 'date', iso, estimated: false }
}
