import { isValidCheck, withCheck } from '../../kernel/check-digit.ts'
import type { NumberSequence } from '../../kernel/domain.ts'

/** Personal health number: digits and a check character over them, without separators; screens group it. */
export const phn: NumberSequence = {
  name: 'phn',
  start: 1_000_001,
  leaseSize: 200,
  format: (value) => withCheck(String(value)),
  parse(text) {
    const plain = text.replaceAll(/[\s-]/g, '').toUpperCase()
    return /^\d{1,12}[0-9A-Z]$/.test(plain) && isValidCheck(plain) ? Number(plain.slice(0, -1)) : null
  },
}
