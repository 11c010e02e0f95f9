import type { PatientHit } from '../../../../src-shared/domains/patients/index.ts'
import { phoneForMatching } from '../../../../src-shared/domains/patients/rules/phone.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { HIT, type HitCells, hitOf } from './cells.ts'

/** Of a very common beginning only this many are looked at: sorting all of them is what would take time. */
const LOOKED_AT = 400

/**
 * Patients by parts of names, PHN, NIC or phone, each from its beginning, in any order ("per kam", "0771234", "1000001K").
 * A number may be typed in groups. Best first: the number itself, family names that begin so, then the rest by name.
 * Merged records are left out.
 */
export function searchPatients(db: Database, text: string, limit: number): PatientHit[] {
  const words = wordsOf(text)
  const [first] = words
  if (first === undefined) return []
  const found = new Map<string, HitCells>()
  for (const cells of byNumber(db, text)) found.set(cells.id, cells)
  if (words.length === 1) for (const cells of byFamilyName(db, first, limit)) found.set(cells.id, cells)
  const rest = found.size < limit ? byWords(db, words).filter((cells) => !found.has(cells.id)) : []
  return [...found.values(), ...sorted(rest, first)].slice(0, limit).map(hitOf)
}

const wordsOf = (text: string) => text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** A PHN, NIC or phone as it may be read from a card: groups and signs do not count. */
function byNumber(db: Database, text: string): HitCells[] {
  const number = text.replace(/[\s\-+().]/g, '').toUpperCase()
  if (!/^\d{4,}[0-9A-Z]?$/.test(number)) return []
  const exact = `SELECT ${HIT} FROM patients_patient p WHERE p.status = 'active' AND (p.phn = ? OR p.nic = ?) LIMIT 5`
  const hits = statement(db, exact).all(number, number) as HitCells[]
  return hits.length > 0 ? hits : matching(db, [number, ...withoutCountry(text)].map(prefix).join(' OR '))
}

/** A number that was stored as people dial it at home, asked for with the country code. */
function withoutCountry(text: string): string[] {
  const number = phoneForMatching(text)
  return number?.startsWith('94') ? [number.slice(2)] : []
}

function byFamilyName(db: Database, beginning: string, limit: number): HitCells[] {
  const sql = `SELECT ${HIT} FROM patients_patient p WHERE p.status = 'active'
      AND p.family_name >= ? COLLATE NOCASE AND p.family_name < ? COLLATE NOCASE
    ORDER BY p.family_name COLLATE NOCASE, p.given_name COLLATE NOCASE LIMIT ?`
  return statement(db, sql).all(beginning, `${beginning}\u{10ffff}`, limit) as HitCells[]
}

const byWords = (db: Database, words: readonly string[]) => matching(db, words.map(prefix).join(' AND '))

function matching(db: Database, query: string): HitCells[] {
  const sql = `SELECT ${HIT} FROM (SELECT rowid FROM patients_search WHERE patients_search MATCH ? LIMIT ${LOOKED_AT}) found
    JOIN patients_patient p ON p.search_id = found.rowid WHERE p.status = 'active'`
  return statement(db, sql).all(query) as HitCells[]
}

const prefix = (word: string) => `"${word.replaceAll('"', '""')}"*`

function sorted(found: HitCells[], first: string): HitCells[] {
  const begins = ({ family_name }: HitCells) => Number(startsWith(family_name, first))
  return found.sort(
    (a, b) => begins(b) - begins(a) || compare(a.family_name, b.family_name) || compare(a.given_name, b.given_name),
  )
}

const startsWith = (name: string, beginning: string) => name.toUpperCase().startsWith(beginning.toUpperCase())
const { compare } = new Intl.Collator('en', { sensitivity: 'base' })
