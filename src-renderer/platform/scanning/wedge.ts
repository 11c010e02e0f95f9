/**
 * A keyboard-wedge scanner types like a keyboard, faster than any hand: at least 6 characters, less than 30 ms a key.
 * It ends with Enter or Tab, as most are set up, or else with a rest.
 */
const QUICK_MS = 30
/** One quick key may be two fingers, or a computer that was busy; the fourth in a row is a scanner. */
export const SURE_AT = 4
const SHORTEST = 6
/** A scanner without a suffix has ended by then; a busy computer has not yet. */
export const REST_MS = 300
const SUFFIXES: readonly string[] = ['Enter', 'Tab']

export type Pressed =
  /** A hand's, or one of the first three of a scanner. */
  | { is: 'typed' }
  /** The fourth of a scanner: the three before it got through as if typed. */
  | { is: 'begins' }
  | { is: 'held' }
  | { is: 'scan'; text: string }
  /** What was held is too little for a scan: it belongs where it was typed. */
  | { is: 'short'; text: string }

/** Tells a scanner from a hand, key by key. */
export class Wedge {
  #keys: { key: string; at: number }[] = []
  #held: string | null = null

  get holding(): boolean {
    return this.#held !== null
  }

  /** @param key a character, Enter or Tab. @param at of the event, ms */
  press(key: string, at: number): Pressed {
    if (this.#held !== null) return this.#go(key)
    if (SUFFIXES.includes(key)) {
      this.#keys = []
      return { is: 'typed' }
    }
    this.#keys = [...this.#keys.slice(1 - SURE_AT), { key, at }]
    const first = this.#keys[0]
    if (!first || this.#keys.length < SURE_AT || at - first.at >= (SURE_AT - 1) * QUICK_MS) return { is: 'typed' }
    this.#held = this.#keys.map((each) => each.key).join('')
    return { is: 'begins' }
  }

  #go(key: string): Pressed {
    if (SUFFIXES.includes(key)) return this.rest()
    this.#held += key
    return { is: 'held' }
  }

  /** No key has come for `REST_MS`, or another one than a scanner's. */
  rest(): Extract<Pressed, { is: 'scan' | 'short' | 'typed' }> {
    const text = this.#held
    this.#held = null
    this.#keys = []
    if (text === null) return { is: 'typed' }
    return text.length >= SHORTEST ? { is: 'scan', text } : { is: 'short', text }
  }
}

/** Where a layout is Sinhala or Tamil, the scanner's keys still have the places of the letters that it means. */
const PLACES: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Semicolon: [';', ':'],
  BracketRight: [']', '}'],
  Slash: ['/', '?'],
  Period: ['.', '>'],
}
const GROUP_SEPARATOR = '\u001d'

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The character, Enter or Tab of a key press; null: a key that no scanner presses. */
export function scannerKey(event: KeyPress): string | null {
  // the separator of GS1 has no key: scanners send the control key that stands for it
  if (event.ctrlKey && (event.key === ']' || event.code === 'BracketRight')) return GROUP_SEPARATOR
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  if (SUFFIXES.includes(event.key)) return event.key
  if (event.key.length !== 1) return null
  if (event.key.charCodeAt(0) < 128) return event.key
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code) ?? []
  if (letter) return event.shiftKey ? letter : letter.toLowerCase()
  return digit ?? PLACES[event.code]?.[event.shiftKey ? 1 : 0] ?? event.key
}
