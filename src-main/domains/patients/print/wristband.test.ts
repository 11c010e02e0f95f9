import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { parseScan } from '../../../../src-shared/kernel/scan.ts'
import { assetsOfSources } from '../../../platform/printing/assets.ts'
import { bitsOf, pngOf, startRaster } from '../../../platform/printing/raster.ts'
import { openTypeSetter, type TypeSetter } from '../../../platform/printing/type-setter.ts'
import { zplOf } from '../../../platform/printing/zpl.ts'
import { type WristbandView, wristbandPaper } from './wristband.ts'

const kamala: WristbandView = {
  hospital: 'Base Hospital',
  name: 'PERERA, Kamala (Mrs)',
  born: '17-May-1980',
  sex: 'female',
  phn: '10000000200K',
  phnGrouped: '1000 0000 200K',
  allergies: 'known',
}
const golden = (name: string) => join(import.meta.dirname, 'golden', name)

let type: TypeSetter
beforeAll(async () => {
  const read = assetsOfSources(import.meta.url)
  await startRaster(read)
  type = await openTypeSetter(read)
})
const wordsOf = (view: WristbandView) =>
  wristbandPaper(view, 'en', type.measure).sheets[0]?.marks.flatMap((mark) => ('text' in mark ? mark.text : []))

it.each(['en', 'si', 'ta'] as const)(
  'given a patient, then the picture of the band in %s is the golden one',
  (language) => {
    const [sheet] = wristbandPaper(kamala, language, type.measure).sheets
    const picture = pngOf(sheet as NonNullable<typeof sheet>, type, 8)
    // to take a new one on purpose: look at it first
    if (process.env.GOLDEN) writeFileSync(golden(`wristband-${language}.png`), picture)
    expect(Buffer.from(picture).equals(readFileSync(golden(`wristband-${language}.png`)))).toBe(true)
  },
)

it('given a band, then its barcode says whose it is, as the scanner of a medication round reads it', () => {
  const code = wristbandPaper(kamala, 'en', type.measure).sheets[0]?.marks.find((mark) => mark.type === 'dataMatrix')
  expect(code && parseScan(code.data)).toMatchObject({ kind: 'patient', code: kamala.phn })
})

it('given allergies, then the band says so; given none that are known, then it does not say that there are none', () => {
  expect(wordsOf(kamala)).toContain('ALLERGIES: see the chart')
  for (const allergies of ['none', 'notRecorded', 'unavailable'] as const)
    expect(wordsOf({ ...kamala, allergies })?.join(' ')).not.toMatch(/allerg/i)
})

it('given a label printer, then the band lies across its way as one graphic, each dot of the barcode whole', () => {
  const { sheets } = wristbandPaper(kamala, 'en', type.measure)
  const zpl = zplOf(sheets, type)
  expect(zpl).toContain('^PW200\n^LL880')
  expect(zpl.match(/\^GFA,(\d+),\1,25,/g)).toHaveLength(1)
  // a module is six dots: the solid left side of the symbol is black for its whole width
  const bits = bitsOf(sheets[0] as (typeof sheets)[0], type, 8)
  expect(bits.slice(32, 32 + 6 * 10).every((line) => line.slice(16, 22).every(Boolean) && !line[15])).toBe(true)
})
