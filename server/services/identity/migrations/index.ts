import type { Migration } from '../../../platform/database/migrate.ts'
import { stationMismatches, stationStates } from '../../../platform/fleet/migration.ts'
import { inboxRows } from '../../../platform/sync/inbox-migration.ts'
import { compaction, platformMigrations } from '../../../platform/sync/migrations.ts'
import { rows } from './0001-rows.ts'
import { devices } from './0002-devices.ts'
import { grants } from './0003-grants.ts'
import { rebuilds } from './0004-rebuilds.ts'
import { chartAccess, terminal } from './0005-terminal.ts'
import { tries } from './0007-tries.ts'
import { personSessions } from './0008-person-sessions.ts'
import { roleGrants } from './0009-role-grants.ts'

export const identityMigrations: readonly Migration[] = [
  ...platformMigrations,
  rows,
  devices,
  grants,
  rebuilds,
  stationStates,
  inboxRows,
  compaction,
  stationMismatches,
  terminal,
  chartAccess,
  tries,
  personSessions,
  roleGrants,
]
