import { snake } from '../../../../src-shared/kernel/kind.ts'
import { references, type ServiceConstraints, unique } from './constraints.ts'

/** Of a claim pool's tables (server/platform/sync/claim-migration.ts). */
export function claimConstraints(service: string, pool: string): ServiceConstraints {
  const table = snake(pool)
  return {
    [`${service}.${pool}Escrow`]: {
      unique: [unique(`${table}_escrow_holder`, ['keyId', 'deviceId'])],
      references: [references(`${table}_escrow`, 'keyId', `${service}.${pool}`)],
    },
    [`${service}.${pool}Movement`]: { references: [references(`${table}_movement`, 'keyId', `${service}.${pool}`)] },
  }
}
