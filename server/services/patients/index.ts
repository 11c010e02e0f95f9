import type { ServiceModule } from '../../platform/service.ts'
import { patientsMigrations } from './migrations/index.ts'
import { patientsRoutes } from './routes.ts'

export const patientsService: ServiceModule = {
  name: 'patients',
  migrations: patientsMigrations,
  ownsScope: (scope) => scope === 'patient',
  consumers: [],
  routes: patientsRoutes,
}
