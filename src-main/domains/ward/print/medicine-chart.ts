import type { MedicinesView, OrderView, PatientNameView } from '../../../../src-shared/domains/ward/index.ts'
import { formatDateTime, formatTime } from '../../../../src-shared/kernel/clinical-date.ts'
import { fill } from '../../../../src-shared/kernel/errors.ts'
import type { Language } from '../../../platform/printing/language.ts'
import { tablePages } from '../../../platform/printing/layout.ts'
import type { Measure, Paper } from '../../../platform/printing/sheet.ts'
import { allergiesOnPaper, nameOnPaper, type PatientFace } from '../../patients/index.ts'
import { directions } from './directions.ts'

const WORDS = {
  en: {
    title: 'Medicine chart',
    printed: 'From {from} to {to} · printed {at}',
    ...{ medicine: 'Medicine', how: 'Dose, way, times', by: 'Prescribed', doses: 'Doses' },
    ...{ active: '', held: 'ON HOLD', stopped: 'STOPPED', replaced: 'REPLACED' },
    ...{ given: 'given', partial: 'partly', refused: 'refused', withheld: 'withheld', notAvailable: 'not available' },
    ...{ open: 'to give', page: 'Page {n} of {total} · Patient data: destroy after use', reprint: 'Reprint {n}' },
  },
  si: {
    title: 'ඖෂධ සටහන',
    printed: '{from} සිට {to} දක්වා · මුද්‍රණය {at}',
    ...{ medicine: 'ඖෂධය', how: 'මාත්‍රාව, මාර්ගය, වේලාවන්', by: 'නියම කළේ', doses: 'මාත්‍රා' },
    ...{ active: '', held: 'නවතා තබා ඇත', stopped: 'නතර කර ඇත', replaced: 'වෙනස් කර ඇත' },
    ...{ given: 'දුන්නා', partial: 'කොටසක්', refused: 'ප්‍රතික්ෂේප කළා', withheld: 'නොදුන්නා', notAvailable: 'නොමැත' },
    ...{ open: 'දිය යුතුයි', page: 'පිටුව {n} / {total} · රෝගී දත්ත: භාවිතයෙන් පසු විනාශ කරන්න', reprint: 'නැවත මුද්‍රණය {n}' },
  },
  ta: {
    title: 'மருந்துப் பதிவு',
    printed: '{from} முதல் {to} வரை · அச்சிடப்பட்டது {at}',
    ...{ medicine: 'மருந்து', how: 'அளவு, வழி, நேரங்கள்', by: 'பரிந்துரைத்தவர்', doses: 'வேளைகள்' },
    ...{ active: '', held: 'இடைநிறுத்தம்', stopped: 'நிறுத்தப்பட்டது', replaced: 'மாற்றப்பட்டது' },
    ...{
      given: 'கொடுக்கப்பட்டது',
      partial: 'பகுதி',
      refused: 'மறுத்தார்',
      withheld: 'கொடுக்கவில்லை',
      notAvailable: 'கிடைக்கவில்லை',
    },
    ...{
      open: 'கொடுக்க வேண்டும்',
      page: 'பக்கம் {n} / {total} · நோயாளர் தரவு: பயன்பாட்டின் பின் அழிக்கவும்',
      reprint: 'மறுஅச்சு {n}',
    },
  },
} as const satisfies Record<Language, Record<string, string>>

interface About {
  patient: PatientNameView
  bht: string
  ward: string
  allergies: PatientFace['allergies']
  utcOffsetMinutes: number
  language: Language
}

/** What is ordered, and what became of each dose of the shown time. What was recorded in error is not on it. */
export function medicineChartPaper(view: MedicinesView, about: About, measure: Measure): Paper {
  const { language, utcOffsetMinutes } = about
  const words = WORDS[language]
  const at = (ms: number) => formatDateTime(ms, utcOffsetMinutes)
  const rowOf = (order: OrderView) => {
    const name = order.medicine.tallMan ?? order.medicine.name
    const product = order.product && [order.product.brand?.toUpperCase(), order.product.strength, order.product.form]
    return [
      [name, product?.filter(Boolean).join(' '), words[order.status]].filter(Boolean).join('\n'),
      [directions(order, order.product?.unit ?? '', language), order.indication].filter(Boolean).join('\n'),
      `${order.prescribedBy}\n${at(order.prescribedAt)}`,
      dosesOf(order, words, utcOffsetMinutes),
    ]
  }
  const { patient, bht, ward, allergies } = about
  const head = [
    { text: nameOnPaper(patient), size: 5, bold: true },
    { text: `${words.title} · ${bht} · ${ward} · ${allergiesOnPaper[language][allergies]}`, size: 3.6, bold: true },
    { text: fill(words.printed, { from: at(view.from), to: at(view.to), at: at(view.now) }), size: 3.2 },
  ]
  const columns = [
    { title: words.medicine, share: 28 },
    { title: words.how, share: 32 },
    { title: words.by, share: 18 },
    { title: words.doses, share: 34 },
  ]
  const foot = (n: number, total: number) => `${nameOnPaper(patient)} · ${fill(words.page, { n, total })}`
  return {
    kind: 'medicineChart',
    sheets: tablePages({ way: 'landscape', head, columns, rows: view.orders.map(rowOf), foot, size: 3.2 }, measure),
    again: { x: 240, y: 14, size: 3.2, text: words.reprint },
  }
}

/** Scheduled ones by their time, then those that were given when needed. */
function dosesOf(order: OrderView, words: (typeof WORDS)[Language], utcOffsetMinutes: number): string {
  const time = (ms: number) => formatTime(ms, utcOffsetMinutes)
  const scheduled = order.doses.map(({ dueAt, record }) =>
    record ? `${time(dueAt)} ${words[record.outcome]} ${time(record.at)} ${record.by}` : `${time(dueAt)} ${words.open}`,
  )
  const unscheduled = order.records
    .filter(({ dueAt, inError }) => dueAt === null && !inError)
    .map((record) => `${time(record.at)} ${words[record.outcome]} ${record.by}`)
  return [...scheduled, ...unscheduled].join('\n')
}
