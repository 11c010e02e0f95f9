import { isValidCheck, withCheck } from '../../kernel/check-digit.ts'
import type { NumberSequence } from '../../kernel/domain.ts'

/** Prefix, digits and a check character over the digits: `BILL 1000234-K`, `SPEC 1000234-K`. */
const prefixed = (name: string, prefix: string): NumberSequence => ({
  name,
  start: 1_000_001,
  leaseSize: 100,
  format(value) {
    const checked = withCheck(String(value))
    return `${prefix} ${checked.slice(0, -1)}-${checked.slice(-1)}`
  },
  parse(text) {
    const plain = text.trim().toUpperCase()
    const match = /^\s*(\d{1,12})\s*-?\s*([0-9A-Z])$/.exec(
      plain.startsWith(prefix) ? plain.slice(prefix.length) : plain,
    )
    return match?.[1] && isValidCheck(`${match[1]}${match[2]}`) ? Number(match[1]) : null
  },
})

export const bill = prefixed('bill', 'BILL')
export const specimen = prefixed('specimen', 'SPEC')
