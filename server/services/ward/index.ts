import { resourceRoutes } from '../../platform/http/resources/read-routes.ts'
import type { ServiceModule } from '../../platform/service.ts'
import { patientsConsumer } from './consumers/patients.ts'
import { pharmacyConsumer } from './consumers/pharmacy.ts'
import { wardMigrations } from './migrations/index.ts'
import { wardResources } from './resources.ts'
import { wardRoutes } from './routes.ts'

export const wardService: ServiceModule = {
  name: 'ward',
  migrations: wardMigrations,
  ownsScope: (scope) => scope === 'reference' || scope.startsWith('ward:'),
  consumers: [patientsConsumer, pharmacyConsumer],
  routes(context) {
    wardRoutes(context.app, context)
    resourceRoutes(context, wardResources(context))
  },
}
