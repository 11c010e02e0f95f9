import type { Migration } from '../../../platform/database/migrate.ts'

/** Why a version of an order was made of the one before. */
export const orderChanges: Migration = {
  id: '0006-order-changes',
  sql: `
    ALTER TABLE medication_order ADD COLUMN changed jsonb;
  `,
}
