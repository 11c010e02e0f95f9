import { resourceRoutes } from '../../platform/http/resources/read-routes.ts'
import type { ServiceModule } from '../../platform/service.ts'
import { patientsMigrations } from './migrations/index.ts'
import { patientsResources } from './resources.ts'
import { patientsRoutes } from './routes.ts'

export const patientsService: ServiceModule = {
  name: 'patients',
  migrations: patientsMigrations,
  ownsScope: (scope) => scope === 'patient',
  consumers: [],
  routes(context) {
    patientsRoutes(context)
    resourceRoutes(context, patientsResources(context))
  },
}
