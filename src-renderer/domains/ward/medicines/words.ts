import type { Objection, OrderView, ProductView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { amountText } from '../../../../src-shared/kernel/amount.ts'
import type { MessageKey, Text } from '../../../messages/index.ts'
import type { ClinicalTime } from '../../../platform/clinical.ts'

/** The schedule of an order in a few words. */
export function timingWords(t: Text, timing: OrderView['timing'], each: string): string {
  switch (timing.type) {
    case 'times':
      return timing.everyDays === 1
        ? timing.times.join(' ')
        : t('med.everyDays', { times: timing.times.join(' '), days: timing.everyDays })
    case 'interval':
      return t('med.every', { hours: hoursOf(timing.everyMinutes) })
    case 'stat':
      return t('med.stat')
    case 'prn':
      return t('med.prn', { hours: hoursOf(timing.minIntervalMinutes), most: timing.maxIn24h })
    case 'infusion':
      return t('med.infusion', { rate: amountText(timing.rate, each) })
  }
}

const hoursOf = (minutes: number) => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`)

/** `AMOXIL 500 mg capsule`: what the nurse looks for in the drawer. */
export const productWords = ({ brand, strength, form }: ProductView): string =>
  [brand?.toUpperCase(), strength, form].filter(Boolean).join(' ')

/** Why something that was scanned should not be given. */
export function objectionWords(t: Text, time: ClinicalTime, objection: Objection): string {
  switch (objection.reason) {
    case 'expired':
      return t('med.no.expired', { date: time.birthDate(objection.expiry) })
    case 'recalled':
      return t('med.no.recalled', { why: objection.why })
    case 'allergy':
      return t('med.no.allergy', { allergen: objection.allergen || t('med.no.allergyUnavailable') })
    case 'tooEarly':
      return t('med.no.tooEarly', { time: time.dateTime(objection.dueAt) })
    case 'prn':
      return t(objection.because === 'interval' ? 'med.no.prnInterval' : 'med.no.prnMaximum', {
        time: time.dateTime(objection.from),
      })
    case 'belowLimit':
      return t('med.no.belowLimit', {
        vital: t(`med.vital.${objection.vital}` as MessageKey),
        value: objection.value,
        limit: objection.limit,
      })
    case 'vitalMissing':
      return t('med.no.vitalMissing', { vital: t(`med.vital.${objection.vital}` as MessageKey) })
    default:
      return t(`med.no.${objection.reason}`)
  }
}
