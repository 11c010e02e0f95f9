import type { ServiceModule } from '../../platform/service.ts'
import { patientsConsumer } from './consumers/patients.ts'
import { pharmacyConsumer } from './consumers/pharmacy.ts'
import { wardMigrations } from './migrations/index.ts'
import { wardRoutes } from './routes.ts'

export const wardService: ServiceModule = {
  name: 'ward',
  migrations: wardMigrations,
  ownsScope: (scope) => scope === 'reference' || scope.startsWith('ward:'),
  consumers: [patientsConsumer, pharmacyConsumer],
  routes: ({ app, pool, authority, facilityId }) => wardRoutes(app, { pool, authority, facilityId }),
}
