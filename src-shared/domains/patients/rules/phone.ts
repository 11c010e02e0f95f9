/** Fewer digits than this are an extension or a slip, not a number that could tell two people apart. */
const shortest = 7

/**
 * What to compare two telephone numbers by: digits with the country code and without a plus, so that +94 77 123 4567,
 * 0094771234567, 077-1234567 and 771234567 are one. `country` is the hospital's own code.
 * Null for too few digits and for one digit repeated (0000000000), which clerks type for "none".
 */
export function phoneForMatching(text: string, country = '94'): string | null {
  const digits = text.replace(/\D/g, '')
  const significant = digits.replace(/^0+/, '')
  if (significant.length < shortest || /^(\d)\1*$/.test(significant)) return null
  const international = text.trim().startsWith('+') || digits.startsWith('00')
  return international ? withoutTrunkZero(significant, country) : fromNational(digits, significant, country)
}

/** "+94 (0)77 …" writes the trunk zero behind the country code. */
function withoutTrunkZero(digits: string, country: string): string {
  return digits.startsWith(`${country}0`) ? country + digits.slice(country.length + 1) : digits
}

function fromNational(digits: string, significant: string, country: string): string {
  const carriesCountry = !digits.startsWith('0') && digits.startsWith(country) && digits.length >= country.length + 9
  return carriesCountry ? withoutTrunkZero(digits, country) : country + significant
}
