import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import type { Language } from '../../../platform/printing/language.ts'
import { fitted } from '../../../platform/printing/layout.ts'
import type { Measure, Paper } from '../../../platform/printing/sheet.ts'

export interface WristbandView {
  hospital: string
  /** FAMILY, Given (Title). */
  name: string
  born: string
  sex: 'female' | 'male' | 'other' | 'unknown'
  phn: string
  phnGrouped: string
  allergies: 'known' | 'none' | 'notRecorded' | 'unavailable'
}

/** The printed part of a band, in millimetres; a module is a whole number of a printer's dots. */
const BAND = { width: 110, height: 25, edge: 2, module: 0.75 }

const WORDS = {
  en: {
    born: 'Born',
    ...{ female: 'Female', male: 'Male', other: 'Other', unknown: 'Sex unknown' },
    known: 'ALLERGIES: see the chart',
    reprint: 'Reprint {n}',
  },
  si: {
    born: 'උපන් දිනය',
    ...{ female: 'ස්ත්‍රී', male: 'පුරුෂ', other: 'වෙනත්', unknown: 'ස්ත්‍රී පුරුෂ භාවය නොදනී' },
    known: 'අසාත්මිකතා ඇත: සටහන බලන්න',
    reprint: 'නැවත මුද්‍රණය {n}',
  },
  ta: {
    born: 'பிறப்பு',
    ...{ female: 'பெண்', male: 'ஆண்', other: 'பிற', unknown: 'பாலினம் தெரியாது' },
    known: 'ஒவ்வாமை உண்டு: பதிவைப் பார்க்கவும்',
    reprint: 'மறுஅச்சு {n}',
  },
} satisfies Record<Language, Record<string, string>>

/**
 * A band says that there are allergies, never that there are none: it outlives what was known when it was printed.
 * @throws ProblemError PRINT_TOO_LONG
 */
export function wristbandPaper(view: WristbandView, language: Language, measure: Measure): Paper {
  const { width, height, edge, module } = BAND
  const words = WORDS[language]
  const code = { type: 'dataMatrix', x: edge, y: 4, module, data: `P:${view.phn}` } as const
  const place = { x: 20, y: edge, width: width - 20 - edge, height: height - 2 * edge - 3 }
  const set = fitted(
    [
      { text: view.name, size: 5, bold: true },
      { text: `${words.born} ${view.born} · ${words[view.sex]}`, size: 3.6 },
      { text: view.phnGrouped, size: 4, bold: true },
      ...(view.allergies === 'known' ? [{ text: words.known, size: 3.2, bold: true }] : []),
    ],
    place,
    measure,
  )
  if (!set) throw new ProblemError('PRINT_TOO_LONG')
  const foot = { type: 'text', x: 20, y: height - edge, size: 2.2, bold: false, text: view.hospital } as const
  return {
    kind: 'wristband',
    sheets: [{ width, height, turned: true, marks: [code, ...set.marks, foot] }],
    again: { x: 85, y: height - edge, size: 2.2, text: words.reprint },
  }
}
