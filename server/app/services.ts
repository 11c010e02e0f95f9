import type { ServiceModule } from '../platform/service.ts'
import { IDENTITY } from '../services/identity/index.ts'
import { patientsService } from '../services/patients/index.ts'
import { pharmacyService } from '../services/pharmacy/index.ts'
import { wardService } from '../services/ward/index.ts'

/** All services of the server that take commands, but identity, which the others ask. */
export const SERVICES: readonly ServiceModule[] = [patientsService, pharmacyService, wardService]

/** All whose rows workstations hold. */
export const SCOPED_SERVICES: readonly Pick<ServiceModule, 'name' | 'ownsScope'>[] = [IDENTITY, ...SERVICES]

/** Everything that can be started as a process of its own. */
export const SERVICE_NAMES: readonly string[] = [...SCOPED_SERVICES.map(({ name }) => name), 'audit']

/** Identity keeps in memory what it gave, audit writes one file: they run once. */
export const RUNS_ONCE: readonly string[] = ['identity', 'audit']
