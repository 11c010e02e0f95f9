import type { Mark, Measure, Sheet } from './sheet.ts'

/** Lines of a text that fit into a width. A word that is too long stands alone: nothing is cut. */
export function wrapped(text: string, width: number, of: (line: string) => number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last === undefined || of(longer) > width) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}

/** A piece of a column, from the top down. */
export type Piece = { text: string; size: number; bold?: boolean; gap?: number } | { rule: number; gap?: number }
interface Column {
  x: number
  y: number
  width: number
}

const LEADING = 1.3

/** Sets pieces under one another. `bottom`: where the next one would begin. */
export function column(
  pieces: readonly Piece[],
  { x, y, width }: Column,
  measure: Measure,
): { marks: Mark[]; bottom: number; widest: number } {
  const marks: Mark[] = []
  let top = y
  let widest = 0
  for (const piece of pieces) {
    top += piece.gap ?? 0
    if ('rule' in piece) {
      marks.push({ type: 'box', x, y: top, width, height: piece.rule })
      top += piece.rule
      continue
    }
    const { size, bold = false } = piece
    for (const text of wrapped(piece.text, width, (line) => measure(line, size, bold))) {
      widest = Math.max(widest, measure(text, size, bold))
      marks.push({ type: 'text', x, y: top + size, size, bold, text })
      top += size * LEADING
    }
  }
  return { marks, bottom: top, widest }
}

const STEPS = [1, 0.9, 0.8, 0.7, 0.6, 0.5]

/** The column at the largest size at which all of it fits into a height. Null: it does not, and nothing may be cut. */
export function fitted(
  pieces: readonly Piece[],
  place: Column & { height: number },
  measure: Measure,
): { marks: Mark[]; bottom: number } | null {
  for (const scale of STEPS) {
    const smaller = pieces.map((piece) => ('rule' in piece ? piece : { ...piece, size: piece.size * scale }))
    const set = column(smaller, place, measure)
    if (set.bottom <= place.y + place.height && set.widest <= place.width) return set
  }
  return null
}

const A4 = { portrait: { width: 210, height: 297 }, landscape: { width: 297, height: 210 } }
const MARGIN = 10
const FOOT = 8
const PADDING = 0.8

export interface Table {
  way: keyof typeof A4
  /** Above the table on every page. */
  head: readonly Piece[]
  /** `share` of the width. */
  columns: readonly { title: string; share: number }[]
  rows: readonly (readonly string[])[]
  /** Of a page. */
  foot(page: number, pages: number): string
  size: number
}

/** A table on as many pages as it takes. A row is never divided between two. */
export function tablePages(table: Table, measure: Measure): Sheet[] {
  const { width, height } = A4[table.way]
  const inner = width - 2 * MARGIN
  const shares = table.columns.reduce((sum, { share }) => sum + share, 0)
  const widths = table.columns.map(({ share }) => (inner * share) / shares)
  const start = (index: number) => MARGIN + widths.slice(0, index).reduce((sum, each) => sum + each, 0)
  const rowAt = (cells: readonly string[], y: number, bold: boolean) => {
    const set = cells.map((text, index) => {
      const place = { x: start(index), y: y + PADDING, width: (widths[index] ?? 0) - 2 }
      const pieces = text.split('\n').map((line) => ({ text: line, size: table.size, bold }))
      return column(pieces, place, measure)
    })
    const bottom = Math.max(...set.map((each) => each.bottom)) + PADDING
    const rule: Mark = { type: 'box', x: MARGIN, y: bottom, width: inner, height: bold ? 0.4 : 0.15 }
    return { marks: [...set.flatMap(({ marks }) => marks), rule], bottom: bottom + 0.2 }
  }
  const top = () => {
    const head = column(table.head, { x: MARGIN, y: MARGIN, width: inner }, measure)
    const titles = rowAt(
      table.columns.map(({ title }) => title),
      head.bottom + 1,
      true,
    )
    return { marks: [...head.marks, ...titles.marks], bottom: titles.bottom }
  }
  const pages = [top()]
  for (const cells of table.rows) {
    let page = pages.at(-1) as ReturnType<typeof top>
    let row = rowAt(cells, page.bottom, false)
    if (row.bottom > height - MARGIN - FOOT) {
      page = top()
      pages.push(page)
      row = rowAt(cells, page.bottom, false)
    }
    page.marks.push(...row.marks)
    page.bottom = row.bottom
  }
  return pages.map(({ marks }, index) => ({
    ...{ width, height, turned: false },
    marks: [
      ...marks,
      ...column([{ text: table.foot(index + 1, pages.length), size: 3 }], footAt(height), measure).marks,
    ],
  }))
}
const footAt = (height: number) => ({ x: MARGIN, y: height - MARGIN - 3, width: 190 })
