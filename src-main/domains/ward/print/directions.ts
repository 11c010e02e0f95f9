import type { Timing } from '../../../../src-shared/domains/ward/order-records.ts'
import { type Amount, amountText } from '../../../../src-shared/kernel/amount.ts'
import { doseText } from '../../../../src-shared/kernel/counted.ts'
import { fill } from '../../../../src-shared/kernel/errors.ts'
import type { Language } from '../../../platform/printing/language.ts'

interface DirectionWords {
  daily: string
  everyDays: string
  every: string
  stat: string
  prn: string
  infusion: string
  routes: Readonly<Record<string, string>>
}

/** As the screens say it; on paper the words are those of whoever reads the label. */
const WORDS: Readonly<Record<Language, DirectionWords>> = {
  en: {
    daily: 'every day {times}',
    everyDays: '{times} every {days} days',
    every: 'every {hours}',
    stat: 'once, at once',
    prn: 'when needed, {hours} apart, at most {most} in 24 h',
    infusion: 'infusion, {rate} an hour',
    routes: {
      oral: 'by mouth',
      sublingual: 'under the tongue',
      buccal: 'inside the cheek',
      rectal: 'rectal',
      vaginal: 'vaginal',
      intravenous: 'intravenous',
      intramuscular: 'intramuscular',
      subcutaneous: 'subcutaneous',
      intradermal: 'intradermal',
      intrathecal: 'intrathecal',
      epidural: 'epidural',
      inhaled: 'inhaled',
      nebulised: 'nebulised',
      nasal: 'into the nose',
      ocular: 'into the eye',
      otic: 'into the ear',
      topical: 'on the skin',
      transdermal: 'patch',
      enteralTube: 'feeding tube',
    },
  },
  si: {
    daily: 'දිනපතා {times}',
    everyDays: 'දින {days}කට වරක් {times}',
    every: '{hours} කට වරක්',
    stat: 'වහාම එක් වරක්',
    prn: 'අවශ්‍ය විට, {hours} පරතරයෙන්, පැය 24ට උපරිම {most}',
    infusion: 'ඉන්ෆියුෂන්, පැයකට {rate}',
    routes: {
      oral: 'කටින්',
      sublingual: 'දිව යට',
      buccal: 'කම්මුල තුළ',
      rectal: 'ගුද මාර්ගයෙන්',
      vaginal: 'යෝනි මාර්ගයෙන්',
      intravenous: 'නහරයට',
      intramuscular: 'මාංශ පේශියට',
      subcutaneous: 'සම යට',
      intradermal: 'සම තුළට',
      intrathecal: 'සුෂුම්නා තුළට',
      epidural: 'එපිඩියුරල්',
      inhaled: 'ආඝ්‍රාණය',
      nebulised: 'නෙබියුලයිස්',
      nasal: 'නාසයට',
      ocular: 'ඇසට',
      otic: 'කනට',
      topical: 'සම මත',
      transdermal: 'පැච්',
      enteralTube: 'පෝෂණ නළය',
    },
  },
  ta: {
    daily: 'தினமும் {times}',
    everyDays: '{days} நாட்களுக்கு ஒருமுறை {times}',
    every: 'ஒவ்வொரு {hours}',
    stat: 'உடனே ஒருமுறை',
    prn: 'தேவைப்படும்போது, {hours} இடைவெளி, 24 மணிக்கு அதிகபட்சம் {most}',
    infusion: 'உட்செலுத்தல், மணிக்கு {rate}',
    routes: {
      oral: 'வாய்வழி',
      sublingual: 'நாக்கின் கீழ்',
      buccal: 'கன்னத்தின் உள்ளே',
      rectal: 'மலக்குடல்',
      vaginal: 'யோனி வழி',
      intravenous: 'நரம்பு வழி',
      intramuscular: 'தசை வழி',
      subcutaneous: 'தோலடி',
      intradermal: 'தோலுள்',
      intrathecal: 'முதுகுத்தண்டு உள்',
      epidural: 'எபிடூரல்',
      inhaled: 'உள்ளிழுத்தல்',
      nebulised: 'நெபுலைசர்',
      nasal: 'மூக்கு',
      ocular: 'கண்',
      otic: 'காது',
      topical: 'தோல் மேல்',
      transdermal: 'ஒட்டு',
      enteralTube: 'உணவுக் குழாய்',
    },
  },
}

const hoursOf = (minutes: number) => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`)

export interface Directed {
  dose: Amount
  route: string
  timing: Timing
}

/** Dose, way and times of an order in one sentence. `each`: what is counted where the dose has no unit. */
export function directions({ dose, route, timing }: Directed, each: string, language: Language): string {
  const words = WORDS[language]
  return [doseText(dose, each, language), words.routes[route] ?? route, timesIn(words, timing, each)].join(', ')
}

function timesIn(words: DirectionWords, timing: Timing, each: string): string {
  switch (timing.type) {
    case 'times': {
      const times = timing.times.join(' ')
      return timing.everyDays === 1
        ? fill(words.daily, { times })
        : fill(words.everyDays, { times, days: timing.everyDays })
    }
    case 'interval':
      return fill(words.every, { hours: hoursOf(timing.everyMinutes) })
    case 'stat':
      return words.stat
    case 'prn':
      return fill(words.prn, { hours: hoursOf(timing.minIntervalMinutes), most: timing.maxIn24h })
    case 'infusion':
      return fill(words.infusion, { rate: amountText(timing.rate, each) })
  }
}
