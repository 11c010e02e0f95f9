import { workstationMigrations } from '../../../src-main/app/migrations.ts'
import { realPorts } from '../../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../../src-main/platform/station.ts'
import { benchCacheMigrations, benchRegistry } from './domain.ts'

/** The product's workstation without its screens: cache, outbox, journal and sync as they run in the main process. */
export const openBenchStation = (dir: string): Station =>
  openStation({
    dir,
    registry: benchRegistry,
    migrations: [...workstationMigrations, ...benchCacheMigrations],
    ports: realPorts(),
    version: '1.0.0',
    onNotice: ({ code }) => void process.stderr.write(`notice ${code}\n`),
  })
