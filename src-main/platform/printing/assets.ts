import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const FONTS = '@expo-google-fonts'
/** Where each part comes from; the build copies them beside the main process under the names on the left. */
export const printAssets = {
  'latin.ttf': `${FONTS}/noto-sans/400Regular/NotoSans_400Regular.ttf`,
  'latin-bold.ttf': `${FONTS}/noto-sans/700Bold/NotoSans_700Bold.ttf`,
  'sinhala.ttf': `${FONTS}/noto-sans-sinhala/400Regular/NotoSansSinhala_400Regular.ttf`,
  'sinhala-bold.ttf': `${FONTS}/noto-sans-sinhala/700Bold/NotoSansSinhala_700Bold.ttf`,
  'tamil.ttf': `${FONTS}/noto-sans-tamil/400Regular/NotoSansTamil_400Regular.ttf`,
  'tamil-bold.ttf': `${FONTS}/noto-sans-tamil/700Bold/NotoSansTamil_700Bold.ttf`,
  'hb.wasm': 'harfbuzzjs/hb.wasm',
  'resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
} as const
export type PrintAsset = keyof typeof printAssets
export type ReadAsset = (name: PrintAsset) => Uint8Array

/** Of a workstation that runs from its sources. */
export function assetsOfSources(from: string): ReadAsset {
  const require = createRequire(from)
  return (name) => readFileSync(require.resolve(printAssets[name]))
}

/** Of a built workstation. */
export const assetsIn =
  (folder: string): ReadAsset =>
  (name) =>
    readFileSync(join(folder, name))
