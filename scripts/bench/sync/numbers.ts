/** The value below which this share of the sample lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
export const median = (values: readonly number[]) => quantile(values, 0.5)
export const p95 = (values: readonly number[]) => quantile(values, 0.95)
export const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)

/** 12,345; 12.3; 1.23. */
export function round(value: number): string {
  if (Number.isNaN(value)) return '–'
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
export const mega = (bytes: number) => round(bytes / 1e6)
export const perSecond = ({ rows, seconds }: { rows: number; seconds: number }) => rows / seconds
export const writesPerSecond = (times: readonly number[]) => (times.length / sum(times)) * 1_000
