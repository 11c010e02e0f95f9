import type { Migration } from '../../../platform/sqlite/migration.ts'

/** Why a version of an order was made of the one before. */
export const orderChanges: Migration = {
  id: 'ward/0006-order-changes',
  service: 'ward',
  sql: `
ALTER TABLE ward_medication_order ADD COLUMN changed TEXT;
`,
}
