/** What lists of found-out passwords begin with, and what is tried first at a hospital of this country. */
const FREQUENT = `password passwort passw0rd passcode pass word secret welcome letmein login changeme default
  qwertyuiop qwerty qwertz azerty asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsx edcrfv abcdefgh abcdef abcd abc
  iloveyou love lovely princess sunshine monkey dragon master shadow superman batman football baseball cricket
  computer internet samsung google facebook starwars pokemon hello freedom whatever trustno mustang michael jordan
  admin administrator root user guest test testing temp demo system server
  carecode workstation hospital teaching general national district base ward clinic medical surgical health
  nurse nursing doctor matron sister patient pharmacy pharmacist clinician medicine laboratory theatre
  srilanka lanka ceylon colombo kandy galle jaffna negombo matara kurunegala anuradhapura batticaloa trincomalee ratnapura
  january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter`
const LETTERS: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' },
}
/** Different signs beside words that are tried first: fewer are found by trying. */
const LEAST = 5
const YEARS = /(?:19|20)\d\d/g
/** 111, 123, 321 and longer. */
const RUNS =
  /(\d)\1{2,}|0?123456789|0?12345678|1234567|123456|12345|1234|123|987654321|87654321|7654321|654321|54321|4321|321/g

/**
 * Whether a password is hardly more than words that are tried first: frequent ones, and `context`, what is known of the
 * person and of the hospital (whole texts).
 */
export function isGuessedFirst(password: string, context: readonly string[]): boolean {
  const words = [FREQUENT, ...context].flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u))
  const longestFirst = words.filter(({ length }) => length > 2).sort((a, b) => b.length - a.length)
  const typed = password.toLowerCase()
  const spelt = [...typed].map((sign) => LETTERS[sign] ?? sign).join('')
  return [typed, spelt].some((text) => differentSigns(without(text, longestFirst)) < LEAST)
}

const without = (text: string, words: readonly string[]): string =>
  words.reduce((rest, word) => rest.replaceAll(word, ' '), text)

function differentSigns(text: string): number {
  const rest = text.replaceAll(YEARS, ' ').replaceAll(RUNS, ' ')
  return new Set(rest.match(/[\p{L}\p{N}]/gu)).size
}
