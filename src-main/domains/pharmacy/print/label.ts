import { fill, ProblemError } from '../../../../src-shared/kernel/errors.ts'
import type { Language } from '../../../platform/printing/language.ts'
import { fitted, type Piece } from '../../../platform/printing/layout.ts'
import type { Measure, Paper, Sheet } from '../../../platform/printing/sheet.ts'

export interface LabelView {
  hospital: string
  /** FAMILY, Given; null: sold without a patient's name. */
  patient: string | null
  phn: string | null
  /** Never shortened. */
  medicine: string
  quantity: string
  /** Dose, way and times; null: the doctor's order is not here. */
  directions: string | null
  lot: string
  expiry: string | null
  /** As the clinic writes it. */
  date: string
}

/** Millimetres. */
const LABEL = { width: 70, height: 50, edge: 2 }

const WORDS: Readonly<
  Record<Language, Record<'quantity' | 'lot' | 'expiry' | 'directed' | 'children' | 'of' | 'reprint', string>>
> = {
  en: {
    quantity: 'Quantity: {quantity}',
    lot: 'Lot {lot}',
    expiry: 'Expires {date}',
    directed: 'Take as the doctor has told you.',
    children: 'Keep out of the reach of children.',
    of: '{n} of {total}',
    reprint: 'Reprint {n}',
  },
  si: {
    quantity: 'ප්‍රමාණය: {quantity}',
    lot: 'කාණ්ඩය {lot}',
    expiry: 'කල් ඉකුත් වන්නේ {date}',
    directed: 'වෛද්‍යවරයා පැවසූ පරිදි ගන්න.',
    children: 'ළමුන්ට ළඟා විය නොහැකි තැනක තබන්න.',
    of: '{total} න් {n}',
    reprint: 'නැවත මුද්‍රණය {n}',
  },
  ta: {
    quantity: 'எண்ணிக்கை: {quantity}',
    lot: 'தொகுதி {lot}',
    expiry: 'காலாவதி {date}',
    directed: 'மருத்துவர் கூறியபடி எடுத்துக்கொள்ளவும்.',
    children: 'குழந்தைகளுக்கு எட்டாத இடத்தில் வைக்கவும்.',
    of: '{total} இல் {n}',
    reprint: 'மறுஅச்சு {n}',
  },
}

/** One label for each medicine that was handed over. @throws ProblemError PRINT_TOO_LONG where a label cannot hold its text */
export function labelPaper(labels: readonly LabelView[], language: Language, measure: Measure): Paper {
  const { width, height, edge } = LABEL
  const words = WORDS[language]
  return {
    kind: 'label',
    sheets: labels.map((label, index): Sheet => {
      const place = { x: edge, y: edge, width: width - 2 * edge, height: height - 2 * edge - 4 }
      const set = fitted(piecesOf(label, language), place, measure)
      if (!set) throw new ProblemError('PRINT_TOO_LONG')
      const count = fill(words.of, { n: index + 1, total: labels.length })
      const text = { type: 'text', y: height - edge, size: 2.4, bold: false } as const
      const x = width - edge - measure(count, 2.4, false)
      const marks = [...set.marks, { ...text, x: edge, text: label.hospital }, { ...text, x, text: count }]
      return { width, height, turned: false, marks }
    }),
    again: { x: edge + 30, y: height - edge, size: 2.4, text: words.reprint },
  }
}

function piecesOf(label: LabelView, language: Language): Piece[] {
  const words = WORDS[language]
  const who = [label.patient, label.phn].filter(Boolean).join('  ')
  const batch = [fill(words.lot, { lot: label.lot }), label.expiry && fill(words.expiry, { date: label.expiry })]
  return [
    { text: label.medicine, size: 3.8, bold: true },
    { text: fill(words.quantity, { quantity: label.quantity }), size: 3 },
    { text: label.directions ?? words.directed, size: 3.6, bold: true, gap: 1 },
    { text: words.children, size: 2.8, gap: 1 },
    { rule: 0.25, gap: 0.5 },
    ...(who ? [{ text: who, size: 3.2, bold: true, gap: 0.8 }] : []),
    { text: [...batch.filter(Boolean), label.date].join(' · '), size: 2.6 },
  ]
}
