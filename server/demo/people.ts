import { FAMILY_NAMES, FEMALE_NAMES, MALE_NAMES, TOWNS } from './names.ts'
import type { Dice } from './random.ts'

const DAY_MS = 24 * 3600_000
// the card's day count gives February 29 days in every year
const DAYS_BEFORE_MONTH = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335]

export interface DemoPerson {
  familyName: string
  givenName: string
  sex: 'female' | 'male'
  birthDate: string
  nic: string | null
  phone: string | null
  locality: string
}

/** An invented person of an age between `youngest` and `oldest` years, with an identity card from 16 on. */
export function demoPerson(
  dice: Dice,
  now: number,
  ages: readonly [number, number],
  sex: 'female' | 'male' | null,
): DemoPerson {
  const chosen = sex ?? dice.pick(['female', 'male'] as const)
  const ageDays = dice.whole(ages[0] * 365 + 1, ages[1] * 365 + 364)
  const birthDate = new Date(now - ageDays * DAY_MS).toISOString().slice(0, 10)
  return {
    familyName: dice.pick(FAMILY_NAMES),
    givenName: dice.pick(chosen === 'female' ? FEMALE_NAMES : MALE_NAMES),
    sex: chosen,
    birthDate,
    nic: ageDays > 16 * 365 && dice.chance(0.85) ? demoNic(dice, birthDate, chosen) : null,
    phone: dice.chance(0.9)
      ? `07${dice.pick(['0', '1', '2', '5', '6', '7', '8'])}${dice.whole(1_000_000, 9_999_999)}`
      : null,
    locality: dice.pick(TOWNS),
  }
}

function demoNic(dice: Dice, birthDate: string, sex: 'female' | 'male'): string {
  const [year, month, day] = birthDate.split('-').map(Number) as [number, number, number]
  const count = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + day + (sex === 'female' ? 500 : 0)
  return `${year}${String(count).padStart(3, '0')}${dice.whole(10_000, 99_999)}`
}
