/** Times of one measurement, milliseconds. */
export interface Sample {
  median: number
  p95: number
  p99: number
  max: number
  count: number
}

export function sampleOf(times: readonly number[]): Sample {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN, count: sorted.length }
}

/** Milliseconds of `count` runs of `work`, after a tenth of them to warm up. */
export function timeEach(count: number, work: (i: number) => void): number[] {
  for (let i = 0; i < Math.ceil(count / 10); i++) work(-1 - i)
  return Array.from({ length: count }, (_, i) => {
    const started = performance.now()
    work(i)
    return performance.now() - started
  })
}
