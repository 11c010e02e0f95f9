import { type Amount, amountText } from './amount.ts'

type Language = 'en' | 'si' | 'ta'

/** Singular and plural of what a formulary counts. What is not in the table keeps the word of the formulary. */
const NOUNS: Readonly<Record<string, Readonly<Record<Language, readonly [one: string, other: string]>>>> = {
  tablet: { en: ['tablet', 'tablets'], si: ['පෙත්ත', 'පෙති'], ta: ['மாத்திரை', 'மாத்திரைகள்'] },
  capsule: { en: ['capsule', 'capsules'], si: ['කැප්සියුලය', 'කැප්සියුල'], ta: ['கேப்சூல்', 'கேப்சூல்கள்'] },
  ampoule: { en: ['ampoule', 'ampoules'], si: ['ඇම්පියුලය', 'ඇම්පියුල'], ta: ['ஆம்பூல்', 'ஆம்பூல்கள்'] },
  vial: { en: ['vial', 'vials'], si: ['කුප්පිය', 'කුප්පි'], ta: ['குப்பி', 'குப்பிகள்'] },
  sachet: { en: ['sachet', 'sachets'], si: ['පැකට්ටුව', 'පැකට්'], ta: ['பொட்டலம்', 'பொட்டலங்கள்'] },
  patch: { en: ['patch', 'patches'], si: ['ඇලවුම් පටිය', 'ඇලවුම් පටි'], ta: ['ஒட்டு', 'ஒட்டுகள்'] },
  puff: { en: ['puff', 'puffs'], si: ['ඉසීම', 'ඉසීම්'], ta: ['உள்ளிழுப்பு', 'உள்ளிழுப்புகள்'] },
  bag: { en: ['bag', 'bags'], si: ['බෑගය', 'බෑග්'], ta: ['பை', 'பைகள்'] },
  bottle: { en: ['bottle', 'bottles'], si: ['බෝතලය', 'බෝතල්'], ta: ['புட்டி', 'புட்டிகள்'] },
  syringe: { en: ['syringe', 'syringes'], si: ['සිරින්ජය', 'සිරින්ජ'], ta: ['ஊசிக்குழல்', 'ஊசிக்குழல்கள்'] },
  tube: { en: ['tube', 'tubes'], si: ['ටියුබය', 'ටියුබ්'], ta: ['குழாய்', 'குழாய்கள்'] },
  suppository: {
    ...{ en: ['suppository', 'suppositories'], si: ['සපොසිටරිය', 'සපොසිටරි'], ta: ['மலக்குடல் மருந்து', 'மலக்குடல் மருந்துகள்'] },
  },
  pessary: { en: ['pessary', 'pessaries'], si: ['පෙසරිය', 'පෙසරි'], ta: ['யோனி மாத்திரை', 'யோனி மாத்திரைகள்'] },
  nebule: { en: ['nebule', 'nebules'], si: ['නෙබියුලය', 'නෙබියුල'], ta: ['நெபுல்', 'நெபுல்கள்'] },
  implant: { en: ['implant', 'implants'], si: ['ඉම්ප්ලාන්ට් එක', 'ඉම්ප්ලාන්ට්'], ta: ['உள்வைப்பு', 'உள்வைப்புகள்'] },
}

/** Plural rules of CLDR, from the platform: nothing is made by adding an s. */
const rules = { en: new Intl.PluralRules('en'), si: new Intl.PluralRules('si'), ta: new Intl.PluralRules('ta') }

const nounOf = (unit: string, count: number, language: Language): string =>
  (Object.hasOwn(NOUNS, unit) ? NOUNS[unit] : undefined)?.[language][rules[language].select(count) === 'one' ? 0 : 1] ??
  unit

/** Sinhala names the thing before its number. */
const said = (number: string, noun: string, language: Language) =>
  language === 'si' ? `${noun} ${number}` : `${number} ${noun}`

/** `1 tablet`, `2 tablets`, `120 mL`: a number of what the formulary counts. */
export const countedText = (count: number, unit: string, language: Language): string =>
  Object.hasOwn(NOUNS, unit)
    ? said(count.toLocaleString('en-US'), nounOf(unit, count, language), language)
    : `${count.toLocaleString('en-US')} ${unit}`

const ONE = 1_000_000_000

/** An amount as people read it: `500 mg`, `2 tablets`, `0.5 tablets`. `unit`: what is counted where it is a number of pieces. */
export function doseText(amount: Amount, unit: string, language: Language): string {
  if (amount.unit !== '1' || !Object.hasOwn(NOUNS, unit)) return amountText(amount, unit)
  return said(amountText(amount), nounOf(unit, amount.nano / ONE, language), language)
}
