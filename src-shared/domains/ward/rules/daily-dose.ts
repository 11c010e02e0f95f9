import { type Amount, sameBase } from '../../../kernel/amount.ts'
import type { Timing } from '../order-records.ts'

const DAY_MINUTES = 1440

/** The most that an order can give in 24 hours; null: more than can be counted. */
export function dailyDose(dose: Amount, timing: Timing): Amount | null {
  switch (timing.type) {
    case 'times':
      return times(dose, timing.times.length)
    case 'interval':
      return times(dose, Math.ceil(DAY_MINUTES / timing.everyMinutes))
    case 'stat':
      return dose
    case 'prn':
      return times(dose, timing.maxIn24h)
    case 'infusion':
      // the rate may be a volume: the dose then says how much is in the bag, and a day may need several
      return sameBase(timing.rate, dose) ? times(timing.rate, 24) : null
  }
}

function times(amount: Amount, count: number): Amount | null {
  const nano = amount.nano * count
  return Number.isSafeInteger(nano) ? { nano, unit: amount.unit } : null
}
