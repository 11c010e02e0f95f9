import { displayName } from '../../../../src-shared/domains/patients/rules/display-name.ts'
import { formatBirthDate } from '../../../../src-shared/kernel/clinical-date.ts'
import type { Language } from '../../../platform/printing/language.ts'
import type { PatientFace } from '../queries/faces.ts'

/** A long number in groups of four. */
export const numberOnPaper = (number: string): string => (number.match(/.{1,4}/g) ?? []).join(' ')

/** FAMILY, Given (Title), date of birth and number: three ways to tell two people apart. */
export const nameOnPaper = (patient: Omit<PatientFace, 'allergies'>): string =>
  [displayName(patient), formatBirthDate(patient.birthDate), numberOnPaper(patient.phn)].filter(Boolean).join(' · ')

/** Exactly one of the four texts, as the banner says it. */
export const allergiesOnPaper: Readonly<Record<Language, Record<PatientFace['allergies'], string>>> = {
  en: {
    known: 'Known allergies',
    none: 'No known allergies',
    notRecorded: 'Allergies not recorded',
    unavailable: 'Allergies unavailable',
  },
  si: {
    known: 'දන්නා අසාත්මිකතා ඇත',
    none: 'දන්නා අසාත්මිකතා නැත',
    notRecorded: 'අසාත්මිකතා සටහන් කර නැත',
    unavailable: 'අසාත්මිකතා තොරතුරු ලබාගත නොහැක',
  },
  ta: {
    known: 'தெரிந்த ஒவ்வாமைகள் உள்ளன',
    none: 'தெரிந்த ஒவ்வாமை இல்லை',
    notRecorded: 'ஒவ்வாமை பதிவாகவில்லை',
    unavailable: 'ஒவ்வாமைத் தகவல் கிடைக்கவில்லை',
  },
}
