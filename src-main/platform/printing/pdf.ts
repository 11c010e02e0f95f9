import { PDFDocument, rgb } from '@cantoo/pdf-lib'
import type { Sheet } from './sheet.ts'
import { pathOf } from './svg.ts'
import type { TypeSetter } from './type-setter.ts'

const POINTS = 72 / 25.4

/**
 * A PDF of these sheets. Type is drawn as shapes: what HarfBuzz joined looks the same on every printer. `title` is shown by
 * viewers and by print queues, so it names no patient.
 */
export async function pdfOf(
  sheets: readonly Sheet[],
  title: string,
  at: number,
  type: TypeSetter,
): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.setTitle(title)
  document.setCreationDate(new Date(at))
  document.setModificationDate(new Date(at))
  for (const sheet of sheets) {
    const page = document.addPage([sheet.width * POINTS, sheet.height * POINTS])
    const place = { x: 0, y: sheet.height * POINTS, scale: POINTS, color: rgb(0, 0, 0) }
    for (const mark of sheet.marks) {
      const path = pathOf(mark, type)
      if (path !== '') page.drawSvgPath(path, place)
    }
  }
  return document.save()
}
