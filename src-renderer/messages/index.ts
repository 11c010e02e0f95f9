import { useSyncExternalStore } from 'react'
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

export async function setLanguage(language: Language): Promise<void> {
  text = textOf(await load[language]())
  document.documentElement.lang = language
  for (const tell of listeners) tell()
}

/** Texts in the language of the user; the component is drawn anew when it changes. */
export function useText(): Text {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => text,
  )
}

/** A text of the catalogue whose key is made from data, or the data itself where there is none. */
export function textOr(t: Text, key: string, otherwise: string): string {
  return key in en ? t(key as MessageKey) : otherwise
}
