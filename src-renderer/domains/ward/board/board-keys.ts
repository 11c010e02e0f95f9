import type { BedView } from '../../../../src-shared/domains/ward/views.ts'

const STEP: Readonly<Record<string, (columns: number) => number>> = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
}

/** Index after an arrow, Home or End; stays where the board ends. */
export function moveOnBoard(index: number, key: string, count: number, columns: number): number {
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const next = index + (STEP[key]?.(columns) ?? 0)
  return next < 0 || next >= count ? index : next
}

/** The bed meant by what was typed: the whole label, its beginning, or its number (`12` for `W3-12`); -1 for none. */
export function findBed(beds: readonly Pick<BedView, 'label'>[], typed: string): number {
  const wanted = typed.trim().toLowerCase()
  if (!wanted) return -1
  const labels = beds.map((bed) => bed.label.toLowerCase())
  const number = labels.map((label) => /(\d+)$/.exec(label)?.[1]?.replace(/^0+(?=\d)/, ''))
  const ways = [
    () => labels.indexOf(wanted),
    () => number.indexOf(wanted.replace(/^0+(?=\d)/, '')),
    () => labels.findIndex((label) => label.startsWith(wanted)),
  ]
  for (const way of ways) if (way() >= 0) return way()
  return -1
}
