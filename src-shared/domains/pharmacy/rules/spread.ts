/**
 * `total` parted in proportion to `weights`, each part a whole number, together exactly `total`: what rounding leaves over
 * goes, one by one, to the largest remainders, the earlier first. All weights nought: everything to the first.
 */
export function spread(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, each) => all + BigInt(each), 0n)
  if (sum === 0n) return weights.map((_, i) => (i === 0 ? total : 0))
  const shares = weights.map((weight, i) => {
    const product = BigInt(total) * BigInt(weight)
    return { i, whole: product / sum, rest: product % sum }
  })
  let left = BigInt(total) - shares.reduce((all, { whole }) => all + whole, 0n)
  for (const share of shares.toSorted((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break
    share.whole++
    left--
  }
  return shares.map(({ whole }) => Number(whole))
}
