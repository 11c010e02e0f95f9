import type pg from 'pg'

/** As the index has them: in small letters, nothing left out, no word cut to its stem. */
export const NAME_WORDS = `to_tsvector('simple', family_name || ' ' || given_name)`
/** Of a very common beginning only this many are looked at: sorting all of them is what would take time. */
const LOOKED_AT = 400

export interface FoundPatient {
  id: string
  phn: string
  familyName: string
  givenName: string
  sex: string
  birthDate: string | null
}

/**
 * Patients by PHN or NIC, whole, or by words of their names, each from its beginning and in any order ("per kam"); merged
 * records are left out. Family names that begin so come first, then by name.
 */
export async function searchPatients(
  pool: pg.Pool,
  facilityId: string,
  { text, limit }: { text: string; limit: number },
): Promise<FoundPatient[]> {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const number = text.replace(/[\s-]/g, '').toUpperCase()
  if (words.length === 0) return []
  const byNumber = /^\d{4,}[0-9A-Z]?$/.test(number)
  const where = byNumber ? '(phn = $2 OR nic = $2)' : `${NAME_WORDS} @@ to_tsquery('simple', $2)`
  const { rows } = await pool.query<FoundPatient>(
    `SELECT id, phn, family_name AS "familyName", given_name AS "givenName", sex, birth_date AS "birthDate"
     FROM (SELECT * FROM patient WHERE facility_id = $1 AND status = 'active' AND ${where} LIMIT ${LOOKED_AT}) found
     ORDER BY starts_with(lower(family_name), $3) DESC, family_name, given_name, id LIMIT $4`,
    [facilityId, byNumber ? number : words.map((word) => `'${word}':*`).join(' & '), words[0], limit],
  )
  return rows
}
