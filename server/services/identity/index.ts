import type pg from 'pg'
import type { Trust } from '../../../src-shared/sync/trust.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import { resourceRoutes } from '../../platform/http/resources/read-routes.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { ServiceModule } from '../../platform/service.ts'
import { type CacheLeaseKeys, cacheLeaseRoutes, leaseHours } from './cache-leases.ts'
import { createDevices, type Devices } from './devices.ts'
import type { Facility } from './facility.ts'
import { grantRoutes } from './grants.ts'
import { identityMigrations } from './migrations/index.ts'
import { createPersonSessions, type PersonSessions, type Reuse } from './person-tokens.ts'
import { createRebuilds } from './rebuilds.ts'
import { reportReuse } from './report-reuse.ts'
import { identityResources } from './resources.ts'
import { identityRoutes } from './routes.ts'
import { createSignIn, type SignIn } from './sign-in.ts'
import { terminalRoutes } from './terminal-routes.ts'
import { userRoutes } from './user-routes.ts'

export { type Facility, openFacility } from './facility.ts'
export { hashPin } from './secrets.ts'

/** What others may know of it without having it. */
export const IDENTITY: Pick<ServiceModule, 'name' | 'ownsScope'> = {
  name: 'identity',
  ownsScope: (scope) => scope === 'staff',
}

/** Identity's own parts, which no other service reaches but through `authority`. */
export interface Identity {
  service: ServiceModule
  authority: Authority
  devices: Devices
  signIn: SignIn
  sessions: PersonSessions
}

export function createIdentity(
  pool: pg.Pool,
  options: {
    facility: Facility
    ports: ServerPorts
    services: readonly string[]
    cacheKeys: CacheLeaseKeys
    tls?: Trust | undefined
  },
): Identity {
  const devices = createDevices(pool, options.facility, options.ports)
  const rebuilds = createRebuilds(pool, options.facility.id)
  let report: (reuse: Reuse) => Promise<void> = async () => {}
  const sessions = createPersonSessions(pool, options.facility, options.ports, (reuse) => report(reuse))
  const signIn = createSignIn(pool, options.facility, options.ports, sessions)
  const authority: Authority = {
    device: devices.sessionOf,
    user: signIn.userOf.bind(signIn),
    actor: signIn.actor,
    revokedAt: devices.revokedAt,
  }
  return {
    devices,
    signIn,
    sessions,
    authority,
    service: {
      ...IDENTITY,
      migrations: identityMigrations,
      consumers: [],
      asksOf: rebuilds.asksOf,
      routes(context) {
        const { app, runtime, ports, disconnect } = context
        report = reportReuse(runtime, ports)
        identityRoutes(app, { ...options, devices, signIn, sessions, authority })
        terminalRoutes(app, { signIn, authority, ports, runtime })
        resourceRoutes(context, identityResources)
        userRoutes(app, { signIn, sessions, authority, ports, runtime })
        cacheLeaseRoutes(app, {
          authority,
          keys: options.cacheKeys,
          ports,
          hours: () => leaseHours(pool, options.facility.id),
        })
        grantRoutes(app, { devices, rebuilds, authority, ports, runtime, disconnect })
      },
    },
  }
}
