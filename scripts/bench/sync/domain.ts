import { z } from 'zod'
import { stationMismatches, stationStates } from '../../../server/platform/fleet/migration.ts'
import type { ServiceModule } from '../../../server/platform/service.ts'
import { inboxRows } from '../../../server/platform/sync/inbox-migration.ts'
import { compaction, platformMigrations } from '../../../server/platform/sync/migrations.ts'
import { inboxRows as cachedInboxRows } from '../../../src-main/platform/sqlite/inbox-migration.ts'
import type { Migration as CacheMigration } from '../../../src-main/platform/sqlite/migration.ts'
import { registry as product } from '../../../src-shared/domains/registry.ts'
import { apply, command, put, reject } from '../../../src-shared/kernel/command.ts'
import { type Domain, Registry } from '../../../src-shared/kernel/domain.ts'
import { get } from '../../../src-shared/kernel/gather.ts'
import { inboxOf } from '../../../src-shared/kernel/inbox.ts'
import { kind } from '../../../src-shared/kernel/kind.ts'

/**
 * A service of one kind and one command, known to the benchmark's server and workstations only: its records are those
 * of the other contenders, its way is the product's own.
 */
const fields = {
  list: z.string().length(4),
  patientId: z.uuid(),
  takenAt: z.int(),
  takenBy: z.uuid(),
  status: z.enum(['final', 'enteredInError']),
  pulse: z.int().min(0).max(400),
  systolic: z.int().min(0).max(400),
  count: z.int().nonnegative(),
  note: z.string().max(200),
}

const Observation = kind({
  name: 'bench.observation',
  fields,
  scope: { type: 'own', of: (row) => scopeOfList(row.list) },
})

export const scopeOfList = (list: string) => `bench:${list}`

/** A new record, or a change of the one that its writer has seen: another's change in between refuses it. */
const record = command({
  name: 'bench.record',
  version: 1,
  class: 'edit',
  allow: ['nurse'],
  input: z.strictObject({ id: z.uuid(), ...fields }),
  *gather(entry) {
    return yield* get(Observation, entry.id)
  },
  decide(before, entry) {
    if (entry.count !== (before ? before.count + 1 : 0)) return reject('BENCH_RECORD_CHANGED')
    return apply([put(Observation, entry)], { id: entry.id })
  },
})

const { InboxItem, closeInboxItem, inbox } = inboxOf('bench', {
  duties: {},
  // a conflict is shown where the list is
  *place(_command, about) {
    const found = typeof about.id === 'string' ? yield* get(Observation, about.id) : null
    const subject = found && { kind: Observation.name, id: found.id }
    return found && { audience: scopeOfList(found.list), subject, patientId: found.patientId, patientName: null }
  },
  keepOurs: () => null,
})

const benchDomain: Domain = {
  service: 'bench',
  kinds: [Observation, InboxItem],
  commands: [record, closeInboxItem],
  sequences: [],
  errors: {},
  inbox,
}

export const benchRegistry = new Registry([...product.domains, benchDomain])

export const benchService: ServiceModule = {
  name: 'bench',
  migrations: [
    ...platformMigrations,
    {
      id: '0001-rows',
      sql: `
        CREATE TABLE observation (
          facility_id uuid NOT NULL,
          id uuid NOT NULL,
          rev integer NOT NULL,
          scope text NOT NULL,
          list text NOT NULL,
          patient_id uuid NOT NULL,
          taken_at bigint NOT NULL,
          taken_by uuid NOT NULL,
          status text NOT NULL,
          pulse integer NOT NULL,
          systolic integer NOT NULL,
          count integer NOT NULL,
          note text NOT NULL,
          PRIMARY KEY (facility_id, id)
        );
        CREATE INDEX observation_scope ON observation (facility_id, scope, id);`,
    },
    stationStates,
    inboxRows,
    compaction,
    stationMismatches,
  ],
  ownsScope: (scope) => scope.startsWith('bench:'),
  consumers: [],
  routes: () => undefined,
}

export const benchCacheMigrations: readonly CacheMigration[] = [
  {
    id: 'bench/0001-rows',
    service: 'bench',
    sql: `
CREATE TABLE bench_observation (
  id TEXT NOT NULL PRIMARY KEY,
  list TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  taken_by TEXT NOT NULL,
  status TEXT NOT NULL,
  pulse INTEGER NOT NULL,
  systolic INTEGER NOT NULL,
  count INTEGER NOT NULL,
  note TEXT NOT NULL,
  rev INTEGER NOT NULL,
  scope TEXT,
  pending INTEGER NOT NULL DEFAULT 0
);`,
  },
  cachedInboxRows('bench'),
]
