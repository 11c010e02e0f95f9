import type { en } from './en.ts'

export type MessageKey = keyof typeof en
/** A language has every text; one that misses a text does not compile. */
export type Catalogue = Record<MessageKey, string>
export type Language = 'en' | 'si' | 'ta'
