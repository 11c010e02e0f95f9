import type { ServiceModule } from '../../platform/service.ts'
import { pharmacyMigrations } from './migrations/index.ts'

export const pharmacyService: ServiceModule = {
  name: 'pharmacy',
  migrations: pharmacyMigrations,
  ownsScope: (scope) => scope === 'reference',
  consumers: [],
  routes() {},
}
