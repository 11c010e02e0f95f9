import type { Migration } from '../../../platform/database/migrate.ts'
import { stationMismatches, stationStates } from '../../../platform/fleet/migration.ts'
import { inboxRows } from '../../../platform/sync/inbox-migration.ts'
import { compaction, platformMigrations } from '../../../platform/sync/migrations.ts'
import { rows } from './0001-rows.ts'
import { contact } from './0002-contact.ts'
import { nameSearch } from './0003-name-search.ts'

export const patientsMigrations: readonly Migration[] = [
  ...platformMigrations,
  rows,
  stationStates,
  contact,
  inboxRows,
  compaction,
  stationMismatches,
  nameSearch,
]
