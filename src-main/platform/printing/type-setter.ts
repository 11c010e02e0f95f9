import createHarfBuzz from 'harfbuzzjs/hb.js'
import harfBuzzOf, { type HarfBuzz, type HarfBuzzFont } from 'harfbuzzjs/hbjs.js'
import type { PrintAsset, ReadAsset } from './assets.ts'
import type { Measure } from './sheet.ts'

type Script = 'latin' | 'sinhala' | 'tamil'
interface Run {
  script: Script
  text: string
}

const SINHALA = /[\u0D80-\u0DFF]/
const TAMIL = /[\u0B80-\u0BFF]/
/** Joiners belong to the letters before them: they make the conjuncts. Blanks and signs are no change of script either. */
const JOINER = /[\u200B-\u200D]/

/** Pieces that one font can show, in order. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = []
  for (const sign of text) {
    const last = runs.at(-1)
    const script = JOINER.test(sign) && last ? last.script : scriptOf(sign)
    if (last?.script === script) last.text += sign
    else runs.push({ script, text: sign })
  }
  return runs
}
const scriptOf = (sign: string): Script => (SINHALA.test(sign) ? 'sinhala' : TAMIL.test(sign) ? 'tamil' : 'latin')

export interface TypeSetter {
  measure: Measure
  /** SVG path data of a text, from its base line on. */
  outline(at: { x: number; y: number; size: number; bold: boolean; text: string }): string
  /** Names of the glyphs as they were chosen and joined, for tests. */
  glyphs(text: string, bold: boolean): string[]
}

interface Glyph {
  g: number
  ax: number
  ax0: number
  dx: number
  dy: number
  font: HarfBuzzFont
}

/** Type as HarfBuzz sets it: conjuncts and vowel signs of Sinhala and Tamil stand where they belong. */
export async function openTypeSetter(read: ReadAsset): Promise<TypeSetter> {
  const bytes = read('hb.wasm')
  const hb = harfBuzzOf(await createHarfBuzz({ wasmBinary: bytes }))
  const fonts = new Map<string, HarfBuzzFont>()
  const fontOf = (script: Script, bold: boolean) => {
    const name: PrintAsset = bold ? `${script}-bold.ttf` : `${script}.ttf`
    const found = fonts.get(name) ?? openFont(hb, read(name))
    fonts.set(name, found)
    return found
  }
  /** Advances in thousandths of the size. */
  const shape = (text: string, bold: boolean): Glyph[] => {
    let pen = 0
    return runsOf(text).flatMap((run) => {
      const font = fontOf(run.script, bold)
      return shaped(hb, font, run.text).map((glyph) => {
        const ax0 = pen
        pen += glyph.ax
        return { ...glyph, ax0, font }
      })
    })
  }
  return {
    measure: (text, size, bold) => (shape(text, bold).reduce((sum, { ax }) => sum + ax, 0) * size) / 1000,
    outline: ({ x, y, size, bold, text }) =>
      shape(text, bold)
        .map(({ g, ax0, dx, dy, font }) =>
          placed(font, g, { x: x + ((ax0 + dx) * size) / 1000, y: y - (dy * size) / 1000, scale: size / 1000 }),
        )
        .join(''),
    glyphs: (text, bold) => shape(text, bold).map(({ g, font }) => font.glyphName(g)),
  }
}

function openFont(hb: HarfBuzz, bytes: Uint8Array): HarfBuzzFont {
  const font = hb.createFont(hb.createFace(hb.createBlob(bytes), 0))
  font.setScale(1000, 1000)
  return font
}

function shaped(hb: HarfBuzz, font: HarfBuzzFont, text: string) {
  const buffer = hb.createBuffer()
  try {
    buffer.addText(text)
    buffer.guessSegmentProperties()
    hb.shape(font, buffer)
    return buffer.json()
  } finally {
    buffer.destroy()
  }
}

/** Values come as x, y pairs, y upwards. */
function placed(font: HarfBuzzFont, glyph: number, { x, y, scale }: { x: number; y: number; scale: number }): string {
  const number = (value: number) => String(Math.round(value * 1000) / 1000)
  return font
    .glyphToJson(glyph)
    .map(({ type, values }) => {
      const moved = values.map((value, index) => number(index % 2 === 0 ? x + value * scale : y - value * scale))
      return `${type}${moved.join(' ')}`
    })
    .join('')
}
