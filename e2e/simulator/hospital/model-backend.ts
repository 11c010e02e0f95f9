import type { ServiceModule } from '../../../server/platform/service.ts'
import type { Stored } from '../../../server/platform/store/stored.ts'
import type { ServiceConstraints } from '../../../server/platform/testing/model-store/constraints.ts'
import { type ModelStore, modelStore } from '../../../server/platform/testing/model-store/store.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import type { Backend, Committed } from './backend.ts'

interface Modelled {
  store: ModelStore
  /** Of the life of the server that uses it now. */
  step: () => Promise<void>
}

/** The model of PostgreSQL behind the simulated server, where transactions meet and processes die between any two steps. */
export function modelBackend(parts: {
  registry: Registry
  modules: readonly ServiceModule[]
  constraints: Readonly<Record<string, ServiceConstraints>>
}): Backend {
  const services = new Map(parts.modules.map(({ name }) => [name, modelled(name, parts)]))
  const of = (service: string) => services.get(service) as Modelled
  return {
    open(service, step) {
      of(service).step = step
      return of(service).store
    },
    async crash() {
      for (const { store } of services.values()) store.crash()
    },
    async backup() {
      const copies = [...services.values()].map(({ store }) => ({ store, copy: store.copy() }))
      return {
        async restore() {
          for (const { store, copy } of copies) store.restore(copy)
        },
      }
    },
    committed: async (service) => committed(of(service).store, parts.registry, service),
    version: async (service) => versionOf(of(service).store),
  }
}

function modelled(
  service: string,
  { registry, constraints }: { registry: Registry; constraints: Readonly<Record<string, ServiceConstraints>> },
): Modelled {
  const one: Modelled = {
    step: async () => {},
    store: modelStore({ registry, service, constraints: constraints[service] ?? {}, step: () => one.step() }),
  }
  return one
}

const versionOf = ({ tables }: ModelStore) => tables.feedCounter.values.values().next().value ?? 0

/** In the order in which PostgreSQL is asked for them. */
function committed(store: ModelStore, registry: Registry, service: string): Committed {
  const { tables } = store
  const stored = registry
    .kindsOf(service)
    .flatMap((kind) =>
      [...tables.rowsOf(kind).values.values()]
        .sort(by(({ row }: Stored) => row.id))
        .map(({ row, rev, scope }) => ({ kind: kind.name, id: row.id, rev, scope, row })),
    )
  const outcomes = [...tables.outcome.values].map(([commandId, { hash, status, ver }]) => ({
    commandId,
    hash,
    status,
    ver,
  }))
  const kept = [...tables.keptCommand.values.values()].map(({ commandId, status }) => ({ commandId, status }))
  const leases = [...tables.numberLease.values.values()].map(({ sequence, first, last, deviceId }) => ({
    ...{ sequence, first, last, deviceId },
  }))
  return {
    rows: stored,
    outcomes: outcomes.sort(by(({ commandId }) => commandId)),
    kept: kept.sort(by(({ commandId }) => commandId ?? '')),
    leases: leases.sort(by(({ sequence, first }) => `${sequence} ${String(first).padStart(12, '0')}`)),
    ver: versionOf(store),
  }
}

const by =
  <T>(key: (value: T) => string) =>
  (a: T, b: T) =>
    key(a) < key(b) ? -1 : 1
