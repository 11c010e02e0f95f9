import type { Migration } from '../../../platform/database/migrate.ts'
import { stationMismatches, stationStates } from '../../../platform/fleet/migration.ts'
import { inboxRows } from '../../../platform/sync/inbox-migration.ts'
import { compaction, platformMigrations } from '../../../platform/sync/migrations.ts'
import { rows } from './0001-rows.ts'
import { medicines } from './0002-medicines.ts'
import { orders } from './0003-orders.ts'
import { fluids } from './0004-fluids.ts'
import { infusions } from './0005-infusions.ts'
import { orderChanges } from './0006-order-changes.ts'

export const wardMigrations: readonly Migration[] = [
  ...platformMigrations,
  rows,
  stationStates,
  inboxRows,
  compaction,
  stationMismatches,
  medicines,
  orders,
  fluids,
  infusions,
  orderChanges,
]
