import { isValidCheck, withCheck } from '../../kernel/check-digit.ts'
import type { NumberSequence } from '../../kernel/domain.ts'

const PREFIX = 'BHT '

/** Bed head ticket number: `BHT 100234-K`. The check character is made over the digits. */
export const bht: NumberSequence = {
  name: 'bht',
  start: 100_001,
  leaseSize: 100,
  format(value) {
    const checked = withCheck(String(value))
    return `${PREFIX}${checked.slice(0, -1)}-${checked.slice(-1)}`
  },
  /** Takes it as people type it: with or without prefix, dash and capitals. */
  parse(text) {
    const match = /^(?:BHT)?\s*(\d{1,12})\s*-?\s*([0-9A-Z])$/.exec(text.trim().toUpperCase())
    if (!match?.[1] || !isValidCheck(`${match[1]}${match[2]}`)) return null
    return Number(match[1])
  },
}
