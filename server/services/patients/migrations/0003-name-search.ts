import type { Migration } from '../../../platform/database/migrate.ts'
import { NAME_WORDS } from '../queries/search.ts'

/** Names are searched by the beginnings of their words. */
export const nameSearch: Migration = {
  id: '0003-name-search',
  sql: `CREATE INDEX patient_names ON patient USING gin ((${NAME_WORDS}));`,
}
