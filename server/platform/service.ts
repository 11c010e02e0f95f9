import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { FeedEntry } from '../../src-shared/sync/protocol.ts'
import type { StationAsk } from '../../src-shared/sync/station-report.ts'
import type { Authority } from './auth/authority.ts'
import type { Migration } from './database/migrate.ts'
import type { ServerPorts } from './ports.ts'
import type { StoreTx } from './store/store-tx.ts'
import type { ServiceRuntime } from './sync/runtime.ts'

/** What a service is given by whichever process it runs in. */
export interface ServiceContext {
  app: FastifyInstance
  runtime: ServiceRuntime
  /** Connected as the service's own role: it can touch its own schema and nothing else. */
  pool: pg.Pool
  authority: Authority
  facilityId: string
  /** The ward where a patient lies at this time, by the ward service; null: on none. @throws ProblemError SERVICE_UNAVAILABLE */
  wardOf(patientId: string): Promise<string | null>
  ports: ServerPorts
  /** Ends the event streams of a workstation: it comes back, and pulls. */
  disconnect(deviceId: string): void
}

/** Reads another service's feed and keeps what this service needs of it as rows of its own. */
export interface Consumer {
  source: string
  /** Runs inside one transaction with the consumer's cursor: every entry is applied exactly once. */
  apply(tx: StoreTx, entries: readonly FeedEntry[]): Promise<void>
}

/** One mini-service: what the server has to know to run it, alone or with others. */
export interface ServiceModule {
  name: string
  migrations: readonly Migration[]
  /** Whether a granted scope is one of this service's. */
  ownsScope(scope: string): boolean
  consumers: readonly Consumer[]
  /** What this service asks of a workstation that pulls; `done`: the request that it carried out last. */
  asksOf?(deviceId: string, done: string | null): Promise<StationAsk[]>
  routes(context: ServiceContext): void
}
