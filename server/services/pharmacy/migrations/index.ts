import type { Migration } from '../../../platform/database/migrate.ts'
import { stationMismatches, stationStates } from '../../../platform/fleet/migration.ts'
import { claimRows } from '../../../platform/sync/claim-migration.ts'
import { inboxRows } from '../../../platform/sync/inbox-migration.ts'
import { compaction, platformMigrations } from '../../../platform/sync/migrations.ts'
import { formulary } from './0001-formulary.ts'
import { stock } from './0002-stock.ts'
import { verification } from './0003-verification.ts'
import { counts } from './0004-counts.ts'
import { register } from './0005-register.ts'
import { purchases } from './0006-purchases.ts'

export const pharmacyMigrations: readonly Migration[] = [
  ...platformMigrations,
  formulary,
  stationStates,
  inboxRows,
  compaction,
  stationMismatches,
  stock,
  claimRows('holding'),
  verification,
  counts,
  register,
  purchases,
]
