import { err, ok, type Result } from '../../../kernel/result.ts'

/**
 * Sri Lanka national identity card number. Old form: YY DDD SSS C + V or X; new form: YYYY DDD SSSS C. DDD is the day
 * of the year, + 500 for a woman. An old card's year is 19YY. C is not checked: its algorithm is not published.
 */
const oldForm = /^(\d{2})(\d{3})(\d{3})(\d)[VX]$/
const newForm = /^(\d{4})(\d{3})\d{5}$/

/**
 * The count of days gives February 29 days in every year, so 1 March is day 61 also in 2023. To be confirmed with the
 * Department for Registration of Persons; until then a derived date is a proposal to the clerk and never a refusal.
 */
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export interface Nic {
  form: 'old' | 'new'
  /** Twelve digits, whichever form was given: equal for the two cards of one person. */
  newNumber: string
  /** yyyy-mm-dd. */
  birthDate: string
  sex: 'female' | 'male'
}

/** format: neither form. year: before 1900 or after 2099. day: no day of that year. */
export type NicReason = 'format' | 'year' | 'day'

/** Birth date and sex as the number says them. Case, blanks and hyphens do not matter. */
export function parseNic(text: string): Result<Nic, NicReason> {
  const number = compact(text)
  const newNumber = toNewNumber(number)
  if (newNumber === null) return err('format')
  const year = Number(newNumber.slice(0, 4))
  if (year < 1900 || year > 2099) return err('year')
  const code = Number(newNumber.slice(4, 7))
  const birthDate = dateOfDay(year, code > 500 ? code - 500 : code)
  if (birthDate === null) return err('day')
  const form = number.length === 12 ? 'new' : 'old'
  return ok({ form, newNumber, birthDate, sex: code > 500 ? 'female' : 'male' })
}

/**
 * What to compare two numbers by: the new form of either card, else the text without blanks and hyphens (a foreign
 * document); null where nothing is left. Does not depend on the unconfirmed count of days.
 */
export function nicForMatching(text: string): string | null {
  const number = compact(text)
  return toNewNumber(number) ?? (number === '' ? null : number)
}

const compact = (text: string) => text.replace(/[\s-]/g, '').toUpperCase()

function toNewNumber(number: string): string | null {
  if (newForm.test(number)) return number
  const old = oldForm.exec(number)
  return old ? `19${old[1]}${old[2]}0${old[3]}${old[4]}` : null
}

function dateOfDay(year: number, dayOfYear: number): string | null {
  let left = dayOfYear
  for (const [index, length] of monthLengths.entries()) {
    if (left >= 1 && left <= length) return calendarDate(year, index, left)
    left -= length
  }
  return null
}

function calendarDate(year: number, monthIndex: number, day: number): string | null {
  const date = new Date(Date.UTC(year, monthIndex, day))
  return date.getUTCMonth() === monthIndex ? date.toISOString().slice(0, 10) : null
}
