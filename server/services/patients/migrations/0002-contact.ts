import type { Migration } from '../../../platform/database/migrate.ts'

/** Who was registered twice is looked for by phone and birth date. */
export const contact: Migration = {
  id: '0002-contact',
  sql: 'CREATE INDEX patient_contact ON patient (facility_id, phone, birth_date) WHERE phone IS NOT NULL;',
}
