import { isValidCheck } from './check-digit.ts'

/** What a barcode stands for. */
export type ScanKind = 'patient' | 'staff' | 'specimen' | 'drug' | 'unknown'
export interface Scan {
  kind: ScanKind
  /** What the barcode says, without the prefix of its kind. */
  code: string
  /** As the scanner typed it. */
  text: string
}

/** The hospital's own labels say what they are: a letter, then a colon or a dash. */
const PREFIXES: Readonly<Record<string, ScanKind>> = { P: 'patient', U: 'staff', S: 'specimen', D: 'drug' }
const PREFIXED = /^([PUSD])[:-](.+)$/i
/** Symbology identifiers that a scanner can be told to send before GS1 barcodes. Source: ISO/IEC 15424. */
const GS1_SYMBOLOGY = /^\](?:C1|e0|d2|Q3|E0|E4)/
/** An element string that begins with the number of the trade item. Source: GS1 General Specifications, AI (01). */
const GS1_ELEMENTS = /^01(\d{14})/
const GTIN = /^\d{12,14}$/
/** Cards of other makers carry a number without a prefix. */
const CARD_LENGTH = 12

/** Tells by its form what was scanned. Never throws; what has no known form is `unknown`. */
export function parseScan(text: string): Scan {
  const trimmed = text.trim()
  const [, letter, rest] = PREFIXED.exec(trimmed) ?? []
  const kind = letter && PREFIXES[letter.toUpperCase()]
  if (kind && rest) return { kind, code: rest.trim(), text }
  return { kind: kindOf(trimmed), code: trimmed, text }
}

function kindOf(text: string): ScanKind {
  if (GS1_SYMBOLOGY.test(text)) return 'drug'
  const item = GS1_ELEMENTS.exec(text)?.[1] ?? (GTIN.test(text) ? text : null)
  if (item !== null && hasGs1Check(item)) return 'drug'
  if (text.length < CARD_LENGTH) return isValidCheck(text) ? 'patient' : 'unknown'
  return 'staff'
}

/** Weights 3 and 1 from the right, sum divisible by 10. Source: GS1 General Specifications, 7.9. */
export function hasGs1Check(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, place) => all + Number(digit) * (place % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}
