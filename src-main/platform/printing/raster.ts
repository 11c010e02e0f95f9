import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { ReadAsset } from './assets.ts'
import type { Sheet } from './sheet.ts'
import { svgOf } from './svg.ts'
import type { TypeSetter } from './type-setter.ts'

/** Dots in lines, true is black. */
export type Bits = readonly (readonly boolean[])[]

let started: Promise<void> | undefined
/** Once for this process. */
export function startRaster(read: ReadAsset): Promise<void> {
  started ??= initWasm(read('resvg.wasm'))
  return started
}

const drawn = (sheet: Sheet, type: TypeSetter, dotsPerMm: number) =>
  new Resvg(svgOf(sheet, type), { fitTo: { mode: 'width', value: Math.round(sheet.width * dotsPerMm) } }).render()

/** As a printer that knows only black shows it. */
export function bitsOf(sheet: Sheet, type: TypeSetter, dotsPerMm: number): Bits {
  const { pixels, width, height } = drawn(sheet, type, dotsPerMm)
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (pixels[(y * width + x) * 4] ?? 255) < 128),
  )
}

/** For people and tests. */
export const pngOf = (sheet: Sheet, type: TypeSetter, dotsPerMm: number): Uint8Array =>
  drawn(sheet, type, dotsPerMm).asPng()

/** A quarter turn to the right. */
export function turned(bits: Bits): Bits {
  const width = bits[0]?.length ?? 0
  return Array.from({ length: width }, (_, x) =>
    Array.from({ length: bits.length }, (_, y) => bits[bits.length - 1 - y]?.[x] ?? false),
  )
}
