/**
 * Check characters for the numbers that the hospital prints and people type: PHN, BHT, bill, specimen.
 * Source: Luhn mod N (Luhn's algorithm over N symbols) with N = 30; letters that are read as digits or as each other
 * (B, I, O, Q, S, Z) are left out of the alphabet.
 */
const alphabet = '0123456789ACDEFGHJKLMNPRTUVWXY'
const base = alphabet.length

const normalise = (text: string) => text.trim().toUpperCase()

/**
 * The check character for a body without one. Case and outer blanks do not matter.
 * @throws RangeError where the body is empty or has a character outside the alphabet.
 */
export function checkCharacter(body: string): string {
  const sum = weightedSum(normalise(body), 2)
  if (sum === null) throw new RangeError(`no check character for '${body}'`)
  return alphabet.charAt((base - (sum % base)) % base)
}

/** The body in upper case with its check character behind it. @throws RangeError as `checkCharacter`. */
export function withCheck(body: string): string {
  return normalise(body) + checkCharacter(body)
}

/** Whether the last character is right for those before it; false for anything that cannot be a number at all. */
export function isValidCheck(text: string): boolean {
  const number = normalise(text)
  if (number.length < 2) return false
  const sum = weightedSum(number, 1)
  return sum !== null && sum % base === 0
}

function weightedSum(text: string, firstFactor: 1 | 2): number | null {
  let sum = 0
  let factor: number = firstFactor
  for (const character of [...text].reverse()) {
    const value = alphabet.indexOf(character)
    if (value < 0) return null
    const product = factor * value
    sum += Math.floor(product / base) + (product % base)
    factor = 3 - factor
  }
  return text === '' ? null : sum
}
