import { type Amount, amountOf, type Unit } from '../../../src-shared/kernel/amount.ts'

const WORDS: Readonly<Record<string, Unit>> = {
  g: 'g',
  mg: 'mg',
  microgram: 'ug',
  micrograms: 'ug',
  mcg: 'ug',
  ug: 'ug',
  nanogram: 'ng',
  ng: 'ng',
  l: 'L',
  ml: 'mL',
  unit: '[iU]',
  units: '[iU]',
  iu: '[iU]',
  mmol: 'mmol',
  '': '1',
}
const AMOUNT = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/

/** `62.5 microgram`, `5 mL`, `1`; null where it is no amount. A comma is not taken: 1,000 and 1,5 look alike. */
export function readAmount(text: string): Amount | null {
  const [, number = '', word = ''] = AMOUNT.exec(text.trim()) ?? []
  const unit = Object.hasOwn(WORDS, word.toLowerCase()) ? WORDS[word.toLowerCase()] : undefined
  return number && unit ? amountOf(number, unit) : null
}
