/** A page as data: everything in millimetres from the top left corner, so that a PDF, a label printer and a test read the same. */
export interface Sheet {
  width: number
  height: number
  /** Lies across the paper's way through the printer, as a wristband does. */
  turned: boolean
  marks: readonly Mark[]
}

export type Mark = TextMark | BoxMark | CodeMark

/** `y` is the base line, `size` the height of the type. */
export interface TextMark {
  type: 'text'
  x: number
  y: number
  size: number
  bold: boolean
  text: string
}
/** A filled rectangle; a thin one is a line. */
export interface BoxMark {
  type: 'box'
  x: number
  y: number
  width: number
  height: number
}
/** `module`: side of one dot of the symbol. */
export interface CodeMark {
  type: 'dataMatrix'
  x: number
  y: number
  module: number
  data: string
}

export const paperKinds = ['label', 'wristband', 'census', 'medicineChart'] as const
export type PaperKind = (typeof paperKinds)[number]

/** Labels and wristbands go to label printers, lists to page printers. */
export const isLabel = (kind: PaperKind): boolean => kind === 'label' || kind === 'wristband'

export interface Paper {
  kind: PaperKind
  sheets: readonly Sheet[]
  /** Where and how each sheet says that it is a reprint; `{n}`: which one. */
  again: { x: number; y: number; size: number; text: string }
}

/** The same once more, and it says so. */
export function reprinted({ kind, sheets, again }: Paper, n: number): Paper {
  const mark = { ...again, type: 'text', bold: true, text: again.text.replace('{n}', String(n)) } as const
  return { kind, again, sheets: sheets.map((sheet) => ({ ...sheet, marks: [...sheet.marks, mark] })) }
}

/** Width of a text in millimetres. */
export type Measure = (text: string, size: number, bold: boolean) => number
