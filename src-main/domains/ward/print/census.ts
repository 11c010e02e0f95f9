import type { BoardView, OccupantView } from '../../../../src-shared/domains/ward/index.ts'
import { formatDate } from '../../../../src-shared/kernel/clinical-date.ts'
import { fill } from '../../../../src-shared/kernel/errors.ts'
import type { Language } from '../../../platform/printing/language.ts'
import { tablePages } from '../../../platform/printing/layout.ts'
import type { Measure, Paper } from '../../../platform/printing/sheet.ts'
import { allergiesOnPaper, nameOnPaper } from '../../patients/index.ts'

const WORDS = {
  en: {
    title: 'Ward census',
    counted: '{occupied} of {beds} beds taken · printed {at}',
    ...{
      bed: 'Bed',
      patient: 'Patient',
      bht: 'BHT',
      since: 'Admitted',
      reason: 'Reason',
      score: 'NEWS2',
      note: 'Note',
    },
    ...{
      free: 'free',
      closed: 'closed',
      none: 'no bed',
      page: 'Page {n} of {total} · Patient data: destroy after use',
    },
    isolation: {
      none: '',
      contact: 'Contact isolation',
      droplet: 'Droplet isolation',
      airborne: 'Airborne isolation',
      protective: 'Protective isolation',
    },
    reprint: 'Reprint {n}',
  },
  si: {
    title: 'වාට්ටු සංගණනය',
    counted: 'ඇඳන් {beds} න් {occupied} ක් පිරී ඇත · මුද්‍රණය {at}',
    ...{ bed: 'ඇඳ', patient: 'රෝගියා', bht: 'BHT', since: 'ඇතුළත් කළේ', reason: 'හේතුව', score: 'NEWS2', note: 'සටහන' },
    ...{ free: 'හිස්', closed: 'වසා ඇත', none: 'ඇඳක් නැත', page: 'පිටුව {n} / {total} · රෝගී දත්ත: භාවිතයෙන් පසු විනාශ කරන්න' },
    isolation: {
      none: '',
      contact: 'ස්පර්ශ හුදකලාව',
      droplet: 'බිඳිති හුදකලාව',
      airborne: 'වාත හුදකලාව',
      protective: 'ආරක්ෂක හුදකලාව',
    },
    reprint: 'නැවත මුද්‍රණය {n}',
  },
  ta: {
    title: 'விடுதிக் கணக்கெடுப்பு',
    counted: '{beds} கட்டில்களில் {occupied} நிரம்பியுள்ளன · அச்சிடப்பட்டது {at}',
    ...{ bed: 'கட்டில்', patient: 'நோயாளர்', bht: 'BHT', since: 'சேர்க்கை', reason: 'காரணம்', score: 'NEWS2', note: 'குறிப்பு' },
    ...{
      free: 'காலி',
      closed: 'மூடப்பட்டது',
      none: 'கட்டில் இல்லை',
      page: 'பக்கம் {n} / {total} · நோயாளர் தரவு: பயன்பாட்டின் பின் அழிக்கவும்',
    },
    isolation: {
      none: '',
      contact: 'தொடுகைத் தனிமை',
      droplet: 'துளித் தனிமை',
      airborne: 'காற்றுவழித் தனிமை',
      protective: 'பாதுகாப்புத் தனிமை',
    },
    reprint: 'மறுஅச்சு {n}',
  },
} as const satisfies Record<Language, object>

/** Who lies where, to be carried along. `at`: as the clinic writes it. */
export function censusPaper(
  board: BoardView,
  { at, utcOffsetMinutes, language }: { at: string; utcOffsetMinutes: number; language: Language },
  measure: Measure,
): Paper {
  const words = WORDS[language]
  const lineOf = (bed: string, occupant: OccupantView) => [
    bed,
    nameOnPaper(occupant.patient),
    occupant.bht,
    formatDate(occupant.admittedAt, utcOffsetMinutes),
    occupant.reason,
    occupant.score.total === null ? '–' : String(occupant.score.total),
    [allergiesOnPaper[language][occupant.allergies], words.isolation[occupant.isolation]].filter(Boolean).join('\n'),
  ]
  const rows = [
    ...board.beds.map((bed) =>
      bed.occupant
        ? lineOf(bed.label, bed.occupant)
        : [bed.label, bed.state === 'closed' ? words.closed : words.free, '', '', '', '', ''],
    ),
    ...board.unplaced.map((occupant) => lineOf(words.none, occupant)),
  ]
  const { occupied, beds, name } = board.ward
  const columns = [
    { title: words.bed, share: 8 },
    { title: words.patient, share: 26 },
    { title: words.bht, share: 15 },
    { title: words.since, share: 13 },
    { title: words.reason, share: 22 },
    { title: words.score, share: 9 },
    { title: words.note, share: 20 },
  ]
  const head = [
    { text: `${words.title}: ${name}`, size: 5, bold: true },
    { text: fill(words.counted, { occupied, beds, at }), size: 3.2 },
  ]
  const foot = (n: number, total: number) => fill(words.page, { n, total })
  return {
    kind: 'census',
    sheets: tablePages({ way: 'landscape', head, columns, rows, foot, size: 3.2 }, measure),
    again: { x: 240, y: 14, size: 3.2, text: words.reprint },
  }
}
