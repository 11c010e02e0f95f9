interface PersonName {
  familyName: string
  givenName: string
  title: string | null
}

/** "FAMILY, Given (Title)"; parts that are missing take their punctuation with them. Source: NHS CUI, patient banner. */
export function displayName({ familyName, givenName, title }: PersonName): string {
  const name = [familyName.trim().toUpperCase(), givenName.trim()].filter((part) => part !== '').join(', ')
  return title === null || title.trim() === '' ? name : `${name} (${title.trim()})`
}

/** Longest given name that a patient's record holds. */
const longest = 80

/**
 * What a newborn is called until it has a name: the mother's family name, "Baby of" her given name, and the birth
 * order where there is one, so that twins do not read alike.
 */
export function newbornName(
  mother: { familyName: string; givenName: string },
  birthOrder: number | null,
): { familyName: string; givenName: string } {
  const baby = birthOrder === null ? 'Baby' : `Baby ${birthOrder}`
  const of = mother.givenName.trim() || mother.familyName.trim()
  return { familyName: mother.familyName.trim(), givenName: `${baby} of ${of}`.slice(0, longest).trim() }
}

const consonants = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't']
const vowels = ['a', 'e', 'i', 'o', 'u']
const syllables = consonants.flatMap((consonant) => vowels.map((vowel) => consonant + vowel))
const aliases = syllables.length ** 3

/** Prime to the number of aliases, and near the golden section of it: neighbours in time do not sound alike. */
const stride = 133_489

/**
 * The family name of a patient whom nobody knows yet, e.g. "Unknown Ralipo": different for every number (a whole
 * number ≥ 0 that the caller has to itself, such as the running part of the patient's PHN), easy to call out, and
 * reserved by its first word. @throws RangeError for another number.
 */
export function unknownAlias(number: number): string {
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`no alias for ${number}`)
  const round = Math.floor(number / aliases)
  let left = ((number % aliases) * stride) % aliases
  let word = ''
  for (let count = 0; count < 3; count++) {
    word += syllables[left % syllables.length] ?? ''
    left = Math.floor(left / syllables.length)
  }
  const alias = `Unknown ${word.charAt(0).toUpperCase()}${word.slice(1)}`
  return round === 0 ? alias : `${alias} ${round + 1}`
}
