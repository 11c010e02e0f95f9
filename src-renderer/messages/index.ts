import { useSyncExternalStore } from 'react'
import type { Amount } from '../../src-shared/kernel/amount.ts'
import { countedText, doseText } from '../../src-shared/kernel/counted.ts'
import { type ErrorParams, fill } from '../../src-shared/kernel/errors.ts'
import type { Catalogue, Language, MessageKey } from './catalogue.ts'
import { en } from './en.ts'

export type { Language, MessageKey }
export type Text = (key: MessageKey, params?: ErrorParams) => string

export const LANGUAGES: readonly { language: Language; name: string }[] = [
  { language: 'en', name: 'English' },
  { language: 'si', name: 'සිංහල' },
  { language: 'ta', name: 'தமிழ்' },
]

const load: Record<Language, () => Promise<Catalogue>> = {
  en: async () => en,
  si: async () => (await import('./si.ts')).si,
  ta: async () => (await import('./ta.ts')).ta,
}
const listeners = new Set<() => void>()
const textOf =
  (catalogue: Catalogue): Text =>
  (key, params) =>
    params ? fill(catalogue[key], params) : catalogue[key]

let text = textOf(en)
let chosen: Language = 'en'

export async function setLanguage(language: Language): Promise<void> {
  text = textOf(await load[language]())
  chosen = language
  document.documentElement.lang = language
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Texts in the language of the user; the component is drawn anew when it changes. */
export const useText = (): Text => useSyncExternalStore(subscribe, () => text)

/** Doses and numbers of pieces in the language of the user: `500 mg`, `1 tablet`, `2 tablets`. */
export function useCounted() {
  const language = useSyncExternalStore(subscribe, () => chosen)
  return {
    dose: (amount: Amount, unit = '') => doseText(amount, unit, language),
    count: (count: number, unit: string) => countedText(count, unit, language),
  }
}

/** A text of the catalogue whose key is made from data, or the data itself where there is none. */
export function textOr(t: Text, key: string, otherwise: string): string {
  return key in en ? t(key as MessageKey) : otherwise
}
