import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, it } from 'vitest'
import { assetsOfSources } from './assets.ts'
import { pdfOf } from './pdf.ts'
import type { Sheet } from './sheet.ts'
import { openTypeSetter } from './type-setter.ts'

it('given two sheets, then the PDF has two pages of their size, and its title is the one given', async () => {
  const type = await openTypeSetter(assetsOfSources(import.meta.url))
  const marks = [{ type: 'text', x: 2, y: 8, size: 4, bold: true, text: 'මාත්‍රාව ஒவ்வொரு 500 mg' }] as const
  const sheet: Sheet = { width: 70, height: 50, turned: false, marks }
  const pdf = await PDFDocument.load(await pdfOf([sheet, { ...sheet, width: 210, height: 297 }], 'label-1', 0, type))
  const sizes = pdf.getPages().map((page) => [Math.round(page.getWidth()), Math.round(page.getHeight())])
  expect(sizes).toEqual([
    [198, 142],
    [595, 842],
  ])
  expect(pdf.getTitle()).toBe('label-1')
})
