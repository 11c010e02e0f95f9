import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServiceModule } from '../../server/platform/service.ts'
import { depotConstraints, depotMigrations } from '../../server/platform/testing/depot.ts'
import { patientsService } from '../../server/services/patients/index.ts'
import { patientsConstraints } from '../../server/services/patients/migrations/constraints.ts'
import { pharmacyService } from '../../server/services/pharmacy/index.ts'
import { pharmacyConstraints } from '../../server/services/pharmacy/migrations/constraints.ts'
import { wardService } from '../../server/services/ward/index.ts'
import { wardConstraints } from '../../server/services/ward/migrations/constraints.ts'
import { patients } from '../../src-shared/domains/patients/index.ts'
import { pharmacy } from '../../src-shared/domains/pharmacy/index.ts'
import { ward } from '../../src-shared/domains/ward/index.ts'
import { Registry } from '../../src-shared/kernel/domain.ts'
import { DEPOT_SCOPE, depot } from '../../src-shared/testing/depot/index.ts'
import { testId } from '../../src-shared/testing/memory-store.ts'
import type { Setting } from './history/world.ts'
import type { Backend } from './hospital/backend.ts'
import { modelBackend } from './hospital/model-backend.ts'
import { currentSoftware, frozenSoftware } from './station/software.ts'

/** The domains that a simulated hospital runs: patients, pharmacy, the ward that projects them, and a depot. */
export const simRegistry = new Registry([patients, pharmacy, ward, depot])
/** A store with a claim pool and two number sequences: what pharmacy, billing and laboratory will bind. */
const depotService: ServiceModule = {
  name: 'depot',
  migrations: depotMigrations,
  ownsScope: (scope) => scope === DEPOT_SCOPE,
  consumers: [],
  routes() {},
}
export const simModules = [patientsService, pharmacyService, wardService, depotService]

/** The parts of a setting that are the same for every history of a process. @returns also what removes its files */
export async function openSetting() {
  const memory = '/dev/shm'
  const dir = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'carecode-sim-'))
  const software = {
    current: currentSoftware(simRegistry, dir),
    frozen: await frozenSoftware(simRegistry.services(), dir),
  }
  const base = { registry: simRegistry, modules: simModules, dir, software }
  return {
    /** On the model, with everything that can happen between two steps of a transaction. */
    free: (keepTrace = false): Setting => ({
      ...base,
      ...{ serial: false, facilityId: testId(1), backend: modelled, keepTrace },
    }),
    /** One request at a time, on the model or on what `backend` gives. */
    serial: (facilityId: string, backend: () => Promise<Backend> = modelled): Setting => ({
      ...base,
      ...{ serial: true, facilityId, backend, keepTrace: true },
    }),
    close: () => rmSync(dir, { recursive: true, force: true }),
  }
}

const modelled = async () =>
  modelBackend({
    registry: simRegistry,
    modules: simModules,
    constraints: {
      ...{ patients: patientsConstraints, pharmacy: pharmacyConstraints },
      ...{ ward: wardConstraints, depot: depotConstraints },
    },
  })
