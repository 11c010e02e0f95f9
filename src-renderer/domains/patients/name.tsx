import { displayName } from '../../../src-shared/domains/patients/rules/display-name.ts'

export interface Named {
  familyName: string
  givenName: string
  title: string | null
}

/** FAMILY, Given (Title), as one text. */
export const nameInWords = ({ familyName, givenName, title }: Named): string =>
  displayName({ familyName, givenName, title })

/** The same with the family name stressed. */
export function NameLine({ of }: { of: Named }) {
  const family = displayName({ familyName: of.familyName, givenName: '', title: null })
  return (
    <>
      <strong>{family}</strong>
      {nameInWords(of).slice(family.length)}
    </>
  )
}

/** A long number in groups that a person can read aloud: `1000 0002 0K` → groups of four, the rest last. */
export const groupNumber = (number: string): string =>
  /^[0-9A-Z]{7,}$/i.test(number) ? (number.match(/.{1,4}/g) ?? []).join(' ') : number
