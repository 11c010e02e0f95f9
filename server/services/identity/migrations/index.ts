import type { Migration } from '../../../platform/database/migrate.ts'
import { platformMigrations } from '../../../platform/sync/migrations.ts'
import { rows } from './0001-rows.ts'
import { devices } from './0002-devices.ts'

export const identityMigrations: readonly Migration[] = [...platformMigrations, rows, devices]
