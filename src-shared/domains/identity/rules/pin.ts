/** Steps up, steps down and years of birth are what a thief tries first. */
const YEARS = /^(?:19|20)\d\d$/

/** Whether a PIN is one of those that are guessed first: all alike, a run, two digits by turns, a year. */
export function isTrivialPin(pin: string): boolean {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, n) => (digit - (digits[n] as number) + 10) % 10)
  const same = (step: number) => steps.every((each) => each === step)
  if (same(0) || same(1) || same(9)) return true
  if (pin.length === 4 && YEARS.test(pin)) return true
  const half = pin.length / 2
  return Number.isInteger(half) && pin.slice(0, half) === pin.slice(half)
}
