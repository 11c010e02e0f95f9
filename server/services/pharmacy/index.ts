import { resourceRoutes } from '../../platform/http/resources/read-routes.ts'
import type { ServiceModule } from '../../platform/service.ts'
import { pharmacyMigrations } from './migrations/index.ts'
import { pharmacyResources } from './resources.ts'
import { pharmacyRoutes } from './routes.ts'

export const pharmacyService: ServiceModule = {
  name: 'pharmacy',
  migrations: pharmacyMigrations,
  ownsScope: (scope) => scope === 'reference' || scope.startsWith('pharmacy:'),
  consumers: [],
  routes(context) {
    pharmacyRoutes(context)
    resourceRoutes(context, pharmacyResources)
  },
}
