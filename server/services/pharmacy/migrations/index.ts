import type { Migration } from '../../../platform/database/migrate.ts'
import { stationMismatches, stationStates } from '../../../platform/fleet/migration.ts'
import { inboxRows } from '../../../platform/sync/inbox-migration.ts'
import { compaction, platformMigrations } from '../../../platform/sync/migrations.ts'
import { formulary } from './0001-formulary.ts'

export const pharmacyMigrations: readonly Migration[] = [
  ...platformMigrations,
  formulary,
  stationStates,
  inboxRows,
  compaction,
  stationMismatches,
]
