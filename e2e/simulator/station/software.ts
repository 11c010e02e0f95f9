import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { patientsMigrations } from '../../../src-main/domains/patients/migrations/index.ts'
import { pharmacyMigrations } from '../../../src-main/domains/pharmacy/migrations/index.ts'
import { wardMigrations } from '../../../src-main/domains/ward/migrations/index.ts'
import type { Migration } from '../../../src-main/platform/sqlite/migration.ts'
import { cacheTemplate } from '../../../src-main/platform/sqlite/testing/template.ts'
import { openStation } from '../../../src-main/platform/station.ts'
import { depotMigrations } from '../../../src-main/platform/sync/testing/depot.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { Chance } from '../world/chance.ts'
import { simCrypto } from './sim-crypto.ts'

/** A version of the workstation's program. */
export interface Software {
  openStation: typeof openStation
  /** The simulated services, as that version knows them. */
  registry: Registry
  migrations: readonly Migration[]
  /** Puts a migrated, empty cache of that version into a directory. */
  place(dir: string): void
  /** Released before: it keeps its files by itself, and what was mended since it does not know. */
  frozen: boolean
}

/** Of today. */
export function currentSoftware(registry: Registry, dir: string): Software {
  const migrations = [...patientsMigrations, ...pharmacyMigrations, ...wardMigrations, ...depotMigrations]
  const { place } = cacheTemplate(dir, migrations, '1.0.0')
  return { openStation, registry, migrations, place, frozen: false }
}

interface FrozenClient {
  openStation: typeof openStation
  registry: Registry
  patientsMigrations: readonly Migration[]
  wardMigrations: readonly Migration[]
}

/** The released client of protocol 1 (e2e/compat/v1), word for word. */
export async function frozenSoftware(services: readonly string[], dir: string): Promise<Software> {
  const file = new URL('../../compat/v1/client.mjs', import.meta.url).href
  const client = (await import(file)) as FrozenClient
  const ofThese = client.registry.domains.filter(({ service }) => services.includes(service))
  const registry = new (client.registry.constructor as new (domains: unknown) => Registry)(ofThese)
  const migrations = [...client.patientsMigrations, ...client.wardMigrations]
  const made = mkdtempSync(join(dir, 'frozen-'))
  client
    .openStation({
      ...{ dir: made, registry, migrations, version: '1.0.0', onNotice() {}, ports: idlePorts },
      vault: { readKey: () => null, writeKey() {}, readEnrolment: () => null, writeEnrolment() {}, forget() {} },
    })
    .close()
  return {
    ...{ openStation: client.openStation, registry, migrations, frozen: true },
    place(to) {
      mkdirSync(to, { recursive: true })
      copyFileSync(join(made, 'cache.sqlite'), join(to, 'cache.sqlite'))
    },
  }
}

const chance = new Chance(1, 'the queues of an empty cache')
/** Enough to make an empty cache; each service's queue in it has a name of its own. */
const idlePorts = {
  clock: { now: () => 0, monotonic: () => 0, bootId: '' },
  random: { bytes: (length: number) => chance.bytes(length) },
  network: { request: () => new Promise<never>(() => {}), events: () => () => {} },
  scheduler: { after: () => () => {} },
  crypto: simCrypto,
} as never
