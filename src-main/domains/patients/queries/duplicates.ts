import type { DuplicateHit } from '../../../../src-shared/domains/patients/index.ts'
import { type DuplicateSubject, scoreDuplicate } from '../../../../src-shared/domains/patients/rules/duplicates.ts'
import { nicForMatching } from '../../../../src-shared/domains/patients/rules/nic.ts'
import { phoneForMatching } from '../../../../src-shared/domains/patients/rules/phone.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { HIT, type HitCells, hitOf } from './cells.ts'

const SHOWN = 10
/** Of people with a similar name only so many are weighed: a name alone never reaches "review". */
const NAMESAKES = 300
/** Letters of each name that a namesake shares; a slip behind them is left to the rule. */
const SHARED = 3

interface CandidateCells extends HitCells {
  birth_date_estimated: number
  identity: DuplicateSubject['identity']
}

/** Registered people who may be the one that is being registered, likeliest first. */
export function findDuplicates(db: Database, subject: DuplicateSubject): DuplicateHit[] {
  const candidates = new Map<string, CandidateCells>()
  for (const cells of candidatesOf(db, subject)) candidates.set(cells.id, cells)
  return [...candidates.values()]
    .flatMap((cells) => weighed(subject, cells))
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN)
}

function weighed(subject: DuplicateSubject, cells: CandidateCells): DuplicateHit[] {
  const hit = hitOf(cells)
  const known = { ...hit, birthDateEstimated: cells.birth_date_estimated === 1, identity: cells.identity }
  const { score, verdict, evidence } = scoreDuplicate(subject, known)
  return verdict === 'none' ? [] : [{ ...hit, score, verdict, evidence }]
}

const CANDIDATE = `SELECT ${HIT}, p.birth_date_estimated, p.identity FROM patients_patient p`

function candidatesOf(db: Database, subject: DuplicateSubject): CandidateCells[] {
  const by = (where: string, values: readonly string[]) =>
    values.length === 0
      ? []
      : (statement(db, `${CANDIDATE} WHERE p.status = 'active' AND ${where} IN (SELECT value FROM json_each(?))`).all(
          JSON.stringify(values),
        ) as CandidateCells[])
  return [
    ...by('p.nic', nicForms(subject.nic)),
    ...by('p.birth_date', birthDates(subject.birthDate)),
    ...searched(db, phoneQuery(subject.phone)),
    ...searched(db, nameQuery(subject)),
  ]
}

function searched(db: Database, query: string | null): CandidateCells[] {
  if (query === null) return []
  const sql = `${CANDIDATE} JOIN (SELECT rowid FROM patients_search WHERE patients_search MATCH ? LIMIT ${NAMESAKES}) found
    ON p.search_id = found.rowid WHERE p.status = 'active'`
  return statement(db, sql).all(query) as CandidateCells[]
}

/** Both cards of one person: the number as typed, and its old or new form. */
function nicForms(nic: string | null): string[] {
  const number = nic === null ? null : nicForMatching(nic)
  if (number === null) return []
  const old = /^19(\d{2})(\d{3})0(\d{4})$/.exec(number)
  const body = old ? `${old[1]}${old[2]}${old[3]}` : null
  return body === null ? [number] : [number, `${body}V`, `${body}X`]
}

function birthDates(iso: string | null): string[] {
  if (iso === null) return []
  const [year, month, day] = iso.split('-')
  return [iso, `${year}-${day}-${month}`]
}

/** The index holds a phone number with and without its trunk zero and country code. */
function phoneQuery(phone: string | null): string | null {
  const number = phone === null ? null : phoneForMatching(phone)
  if (number === null) return null
  const national = number.startsWith('94') ? number.slice(2) : number
  return `phone : ("${national}" OR "${number}")`
}

function nameQuery({ familyName, givenName, identity }: DuplicateSubject): string | null {
  const [family, given] = [beginning(familyName), identity === 'known' ? beginning(givenName) : null]
  if (identity === 'unknown' || family === null || given === null) return null
  return `family : "${family}"* AND given : "${given}"*`
}

function beginning(name: string | null): string | null {
  const word = name?.match(/[\p{L}\p{M}\p{N}]+/u)?.[0]
  return word === undefined ? null : [...word].slice(0, SHARED).join('')
}
