import { dataMatrix } from './data-matrix.ts'
import type { Mark, Sheet } from './sheet.ts'
import type { TypeSetter } from './type-setter.ts'

/** A mark as SVG path data in millimetres. */
export function pathOf(mark: Mark, type: TypeSetter): string {
  if (mark.type === 'text') return type.outline(mark)
  if (mark.type === 'box') return rectangle(mark.x, mark.y, mark.width, mark.height)
  const { x, y, module, data } = mark
  return dataMatrix(data)
    .flatMap((row, at) =>
      row.map((dark, column) => (dark ? rectangle(x + column * module, y + at * module, module, module) : '')),
    )
    .join('')
}
const rectangle = (x: number, y: number, width: number, height: number) =>
  `M${x} ${y}L${x + width} ${y}L${x + width} ${y + height}L${x} ${y + height}Z`

export function svgOf({ width, height, marks }: Sheet, type: TypeSetter): string {
  const paths = marks.map((mark) => `<path d="${pathOf(mark, type)}"/>`).join('')
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="100%" height="100%" fill="#fff"/>${paths}</svg>`
}
