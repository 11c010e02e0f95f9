import parser from 'gs1-barcode-parser-mod'
import { hasGs1Check } from '../../../../src-shared/kernel/scan.ts'

/** What a drug's barcode says, by the GS1 General Specifications. */
export interface DrugBarcode {
  /** Fourteen digits. */
  gtin: string
  lot: string | null
  /** `YYYY-MM-DD`; the last day of the month where the barcode gives none. */
  expiry: string | null
}

const PLAIN = /^\d{8}$|^\d{12,14}$/
/** How scanners that cannot send the group separator are often set to show it. */
const SHOWN_SEPARATORS = /<GS>|\{GS\}|␝/gi

/** Null: it is no barcode of an article. Never throws: what comes from a scanner may be anything. */
export function readBarcode(text: string): DrugBarcode | null {
  const code = text.trim()
  if (PLAIN.test(code)) return hasGs1Check(code) ? { gtin: code.padStart(14, '0'), lot: null, expiry: null } : null
  const items = elementsOf(code.replace(SHOWN_SEPARATORS, '\u001d'))
  const gtin = items.get('01')
  if (typeof gtin !== 'string' || !/^\d{14}$/.test(gtin) || !hasGs1Check(gtin)) return null
  const lot = items.get('10')
  const expiry = items.get('17')
  return {
    gtin,
    lot: typeof lot === 'string' && lot.length > 0 && lot.length <= 20 ? lot : null,
    expiry: expiry instanceof Date && !Number.isNaN(expiry.getTime()) ? calendarDay(expiry) : null,
  }
}

function elementsOf(code: string): Map<string, unknown> {
  try {
    const { parsedCodeItems } = parser.parseBarcode(code)
    return new Map(parsedCodeItems.map(({ ai, data }) => [ai, data]))
  } catch {
    return new Map()
  }
}

/** The library makes a time of this computer's own zone: its day is meant. */
const calendarDay = (date: Date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
