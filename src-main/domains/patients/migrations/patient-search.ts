import type { Derived } from '../../../platform/sqlite/migration.ts'

/** Blanks, signs and brackets out of a phone number; a column expression. */
const digits = (phone: string) =>
  ['+', '-', ' ', '(', ')', '.', '/'].reduce((sql, sign) => `replace(${sql}, '${sign}', '')`, `coalesce(${phone}, '')`)

/** `0771234567 771234567`: people type it with the 0, with the country code, or with neither. */
const phoneTokens = (phone: string) =>
  `${digits(phone)} || ' ' || ltrim(${digits(phone)}, '0') ||
   CASE WHEN length(${digits(phone)}) = 11 AND ${digits(phone)} LIKE '94%' THEN ' ' || substr(${digits(phone)}, 3) ELSE '' END`

const columns = '(rowid, family, given, phn, nic, phone)'
const values = (row: string) =>
  `${row}search_id, ${row}family_name, ${row}given_name, ${row}phn, coalesce(${row}nic, ''), ${phoneTokens(`${row}phone`)}`

const insertNew = `INSERT INTO patients_search ${columns}
  VALUES (${values('new.')});`

/** All at once, after a first load. A row that was changed meanwhile is there already. */
export const patientSearchFill: Derived = {
  table: 'patients_patient',
  trigger: 'patients_search_insert',
  key: 'search_id',
  fill: `INSERT OR REPLACE INTO patients_search ${columns} SELECT ${values('')} FROM patients_patient`,
}

const searched = ['family_name', 'given_name', 'phn', 'nic', 'phone']
const changed = searched.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ')

/**
 * Full-text search by any part of a name (from its beginning), PHN, NIC or phone. Contentless: the text stands in
 * patients_patient, joined by `patients_patient.search_id = patients_search.rowid`, which unlike a rowid survives VACUUM.
 */
export const patientSearch = `
CREATE VIRTUAL TABLE patients_search USING fts5 (
  family, given, phn, nic, phone,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
CREATE TRIGGER patients_search_insert AFTER INSERT ON patients_patient BEGIN
  ${insertNew}
END;
CREATE TRIGGER patients_search_delete AFTER DELETE ON patients_patient BEGIN
  DELETE FROM patients_search WHERE rowid = old.search_id;
END;
CREATE TRIGGER patients_search_update AFTER UPDATE ON patients_patient WHEN ${changed} BEGIN
  DELETE FROM patients_search WHERE rowid = old.search_id;
  ${insertNew}
END;
`
