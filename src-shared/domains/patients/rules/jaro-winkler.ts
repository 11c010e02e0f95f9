/** Winkler's constants: at most 4 letters of common beginning count 0.1 each, and only above a Jaro of 0.7. */
const prefixLength = 4
const prefixWeight = 0.1
const boostAbove = 0.7

/**
 * Likeness of two texts, 0 (nothing) to 1 (equal), by code point; two empty texts are 0: nothing was compared.
 * Source: Winkler 1990, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model.
 */
export function jaroWinkler(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  const score = jaro(left, right)
  if (score <= boostAbove) return score
  return score + commonPrefix(left, right) * prefixWeight * (1 - score)
}

function jaro(a: string[], b: string[]): number {
  const [left, right] = matches(a, b)
  const common = left.length
  if (common === 0) return 0
  const swapped = left.filter((letter, index) => letter !== right[index]).length / 2
  return (common / a.length + common / b.length + (common - swapped) / common) / 3
}

/** The letters of each text that the other has not too far away, in the order of their own text. */
function matches(a: string[], b: string[]): [string[], string[]] {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Set<number>()
  const left = a.filter((letter, index) => {
    const last = Math.min(b.length - 1, index + reach)
    for (let at = Math.max(0, index - reach); at <= last; at++) {
      if (taken.has(at) || b[at] !== letter) continue
      taken.add(at)
      return true
    }
    return false
  })
  return [left, b.filter((_, index) => taken.has(index))]
}

function commonPrefix(a: string[], b: string[]): number {
  const different = a.findIndex((letter, index) => letter !== b[index])
  return Math.min(prefixLength, different === -1 ? a.length : different)
}
