import { type Bits, bitsOf, turned } from './raster.ts'
import type { Mark, Sheet, TextMark } from './sheet.ts'
import type { TypeSetter } from './type-setter.ts'

/** Dots in a millimetre of a printer with 203 dots an inch. */
const DOTS = 8
const dots = (mm: number) => Math.round(mm * DOTS)

/** What the printer's own font certainly has. */
const PRINTERS_OWN = /^[\x20-\x7E]*$/

/**
 * ZPL II of these sheets. Latin text is set by the printer; what its fonts cannot show comes as a graphic. A turned sheet
 * is one graphic: how a turned text of the printer lies differs from model to model.
 */
export const zplOf = (sheets: readonly Sheet[], type: TypeSetter): string =>
  sheets.map((sheet) => labelOf(sheet, type)).join('')

function labelOf(sheet: Sheet, type: TypeSetter): string {
  const [across, along] = sheet.turned ? [sheet.height, sheet.width] : [sheet.width, sheet.height]
  const fields = sheet.turned
    ? [graphic(0, 0, turned(bitsOf(sheet, type, DOTS)))]
    : sheet.marks.map((mark) => field(mark, type))
  return `^XA\n^CI28\n^PW${dots(across)}\n^LL${dots(along)}\n^LH0,0\n${fields.join('\n')}\n^PQ1\n^XZ\n`
}

function field(mark: Mark, type: TypeSetter): string {
  if (mark.type === 'box') {
    const [width, height] = [Math.max(1, dots(mark.width)), Math.max(1, dots(mark.height))]
    return `^FO${dots(mark.x)},${dots(mark.y)}^GB${width},${height},${Math.min(width, height)}^FS`
  }
  if (mark.type === 'dataMatrix')
    return `^FO${dots(mark.x)},${dots(mark.y)}^BXN,${dots(mark.module)},200^FH_^FD${escaped(mark.data)}^FS`
  return PRINTERS_OWN.test(mark.text) ? ownText(mark, type) : drawnText(mark, type)
}

/** As wide as it was laid out, whatever the printer's font would make of it. */
function ownText({ x, y, size, bold, text }: TextMark, type: TypeSetter): string {
  const block = dots(type.measure(text, size, bold)) + DOTS
  const height = dots(size)
  const width = Math.round(height * (bold ? 0.95 : 0.85))
  return `^FT${dots(x)},${dots(y)}^A0N,${height},${width}^FB${block + dots(40)},1,0,L^FH_^FD${escaped(text)}^FS`
}

/** Room above and below the line for vowel signs. */
const [ABOVE, BELOW] = [1.1, 0.5]

function drawnText(mark: TextMark, type: TypeSetter): string {
  const { size } = mark
  const top = mark.y - ABOVE * size
  const width = Math.ceil(type.measure(mark.text, size, mark.bold) + size)
  const own = { ...mark, x: 0, y: ABOVE * size }
  const sheet: Sheet = { width, height: (ABOVE + BELOW) * size, turned: false, marks: [own] }
  return graphic(dots(mark.x), dots(top), bitsOf(sheet, type, DOTS))
}

function graphic(x: number, y: number, bits: Bits): string {
  const bytes = Math.ceil((bits[0]?.length ?? 0) / 8)
  const hex = bits.map((line) => hexOf(line, bytes)).join('')
  const total = bytes * bits.length
  return `^FO${Math.max(0, x)},${Math.max(0, y)}^GFA,${total},${total},${bytes},${hex}^FS`
}

function hexOf(line: readonly boolean[], bytes: number): string {
  const packed = new Uint8Array(bytes)
  for (const [at, dark] of line.entries()) if (dark) packed[at >> 3] = (packed[at >> 3] ?? 0) | (0x80 >> (at & 7))
  return Buffer.from(packed).toString('hex').toUpperCase()
}

/** `^`, `~` and the sign of the escape itself would be read as commands. */
const escaped = (text: string): string =>
  text.replace(/[\^~_\\]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`)
