import type { Plugin } from 'vite'
import type { Migration } from '../../src-main/platform/sqlite/migration.ts'

const TARGET = '/src-main/domains/ward/migrations/index.ts'

/** What a later version could bring: a new column, filled, and everything of the service fetched anew. */
const REVIEWED: Migration = {
  id: 'ward/9001-reviewed-at',
  service: 'ward',
  refetch: true,
  sql: `ALTER TABLE ward_vitals ADD COLUMN reviewed_at INTEGER;
UPDATE ward_vitals SET reviewed_at = taken_at;
CREATE INDEX ward_vitals_by_review ON ward_vitals (reviewed_at);`,
}

/** Succeeds and stays, and takes with it what must not be lost: only the copy can bring that back. */
const DESTRUCTIVE: Migration = {
  id: 'ward/9002-forgets',
  service: 'ward',
  sql: 'DELETE FROM outbox; DROP TABLE ward_vitals;',
}

const BROKEN: Migration = {
  id: 'ward/9003-breaks',
  service: 'ward',
  sql: "CREATE TABLE ward_half (id TEXT); INSERT INTO ward_half VALUES ('a'); INSERT INTO ward_absent VALUES ('a');",
}

/** Steps of the cache that a release has and the sources do not: 1.2.0 fails half-way. */
export const LATER_STEPS = {
  '1.0.0': [],
  '1.1.0': [REVIEWED],
  '1.2.0': [REVIEWED, DESTRUCTIVE, BROKEN],
} as const satisfies Record<string, readonly Migration[]>
export type Release = keyof typeof LATER_STEPS

/** Bundles these steps behind the ward's own, so that no product code has to know of tests. */
export function addMigrations(steps: readonly Migration[]): Plugin {
  let added = false
  return {
    name: 'later-migrations',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith(TARGET)) return null
      added = true
      return { code: `${code}\n;(wardMigrations as Migration[]).push(...${JSON.stringify(steps)})\n`, map: null }
    },
    buildEnd() {
      if (!added) this.error(`${TARGET} is not in the bundle: the later migrations have no place`)
    },
  }
}
