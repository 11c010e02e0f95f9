import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import { assetsOfSources } from '../../../platform/printing/assets.ts'
import { pngOf, startRaster } from '../../../platform/printing/raster.ts'
import { openTypeSetter, type TypeSetter } from '../../../platform/printing/type-setter.ts'
import { zplOf } from '../../../platform/printing/zpl.ts'
import { type LabelView, labelPaper } from './label.ts'

const amoxicillin: LabelView = {
  hospital: 'Base Hospital',
  patient: 'PERERA, Kamala (Mrs)',
  phn: '1000 0002 0K',
  medicine: 'amoxicillin AMOXIL 500 mg capsule',
  quantity: '21 capsule',
  directions: '500 mg, by mouth, every day 08:00 14:00 20:00',
  lot: 'A^7_B',
  expiry: '31-May-2029',
  date: '02-Mar-2026',
}
const DIRECTIONS = {
  en: amoxicillin.directions,
  si: '500 mg, කටින්, දිනපතා 08:00 14:00 20:00',
  ta: '500 mg, வாய்வழி, தினமும் 08:00 14:00 20:00',
} as const
const longest: LabelView = {
  ...amoxicillin,
  medicine: `${'acetylsalicylic acid with dipyridamole '.repeat(3)}ASASANTIN RETARD 25 mg + 200 mg modified-release capsule`,
  patient: `${'Wickramasinghe'.toUpperCase()}-RAJAPAKSHA, Don Bartholomeusz Chandrasekara Senanayake (Venerable)`,
  directions: `500 mg, by mouth, when needed, 4 h apart, at most 6 in 24 h, ${'06:00 '.repeat(24)}`,
}

let type: TypeSetter
beforeAll(async () => {
  const read = assetsOfSources(import.meta.url)
  await startRaster(read)
  type = await openTypeSetter(read)
})
const golden = (name: string) => join(import.meta.dirname, 'golden', name)

describe.each(['en', 'si', 'ta'] as const)('a dispensing label in %s', (language) => {
  const paper = () => labelPaper([{ ...amoxicillin, directions: DIRECTIONS[language] }], language, type.measure)

  it('given a medicine, then its picture is the golden one', () => {
    const [sheet] = paper().sheets
    const picture = pngOf(sheet as NonNullable<typeof sheet>, type, 8)
    // to take a new one on purpose: look at it first
    if (process.env.GOLDEN) writeFileSync(golden(`label-${language}.png`), picture)
    expect(Buffer.from(picture).equals(readFileSync(golden(`label-${language}.png`)))).toBe(true)
  })

  it('given a label printer, then its ZPL is the golden one', async () => {
    await expect(zplOf(paper().sheets, type)).toMatchFileSnapshot(golden(`label-${language}.zpl`))
  })

  it('given the longest names and times, then all of it is on the label, smaller', () => {
    const [sheet] = labelPaper([longest], language, type.measure).sheets
    const words = sheet?.marks.map((mark) => (mark.type === 'text' ? mark.text : '')).join(' ')
    expect(words?.replaceAll(/\s+/g, ' ')).toContain(longest.medicine)
    for (const mark of sheet?.marks ?? []) {
      if (mark.type !== 'text') continue
      expect(mark.x + type.measure(mark.text, mark.size, mark.bold)).toBeLessThanOrEqual(70)
      expect(mark.y).toBeLessThanOrEqual(50)
    }
  })
})

it('given three medicines, then each label says which of how many it is', () => {
  const { sheets } = labelPaper([amoxicillin, amoxicillin, amoxicillin], 'en', type.measure)
  const last = sheets.map(({ marks }) => marks.at(-1))
  expect(last.map((mark) => mark?.type === 'text' && mark.text)).toEqual(['1 of 3', '2 of 3', '3 of 3'])
})

it('given no order of a doctor here, then the label says to take it as told, and never a dose that nobody ordered', () => {
  const [sheet] = labelPaper([{ ...amoxicillin, directions: null }], 'en', type.measure).sheets
  const words = sheet?.marks.flatMap((mark) => (mark.type === 'text' ? mark.text : []))
  expect(words).toContain('Take as the doctor has told you.')
})

it('given a text that cannot fit, then it is refused and not cut', () => {
  const endless = { ...amoxicillin, medicine: 'x'.repeat(300) }
  expect(() => labelPaper([endless], 'en', type.measure)).toThrow(new ProblemError('PRINT_TOO_LONG'))
})

it('given signs that a label printer reads as commands, then they reach the paper as signs', () => {
  expect(zplOf(labelPaper([amoxicillin], 'en', type.measure).sheets, type)).not.toContain('A^7')
})
