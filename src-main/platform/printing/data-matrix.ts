import bwip from 'bwip-js/generic'

/** Rows of dots of a Data Matrix (ISO/IEC 16022), without its quiet zone. */
export function dataMatrix(data: string): boolean[][] {
  const [symbol] = bwip.raw({ bcid: 'datamatrix', text: data })
  if (!symbol || !('pixs' in symbol)) throw new Error('A Data Matrix is an area of dots')
  const { pixs, pixx } = symbol
  const rows = Math.floor(pixs.length / pixx)
  return Array.from({ length: rows }, (_, row) => Array.from({ length: pixx }, (_, x) => pixs[row * pixx + x] === 1))
}
