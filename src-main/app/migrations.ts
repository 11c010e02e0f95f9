import { identityMigrations } from '../domains/identity/migrations/index.ts'
import { patientsMigrations } from '../domains/patients/migrations/index.ts'
import { pharmacyMigrations } from '../domains/pharmacy/migrations/index.ts'
import { wardMigrations } from '../domains/ward/migrations/index.ts'
import type { Migration } from '../platform/sqlite/migration.ts'

/** The tables of every domain, in the order of their services: what a workstation's cache is made of. */
export const workstationMigrations: readonly Migration[] = [
  ...identityMigrations,
  ...patientsMigrations,
  ...pharmacyMigrations,
  ...wardMigrations,
]
