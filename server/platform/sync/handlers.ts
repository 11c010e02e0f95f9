import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import {
  type ClaimResponse,
  claimRequestSchema,
  type Lease,
  type LeaseReturned,
  leaseRequestSchema,
  leaseReturnSchema,
  type PullResponse,
  type PushResponse,
  pushRequestSchema,
  type SnapshotResponse,
} from '../../../src-shared/sync/protocol.ts'
import { validate } from '../http/validate.ts'
import type { Device } from './received.ts'
import type { ServiceRuntime } from './runtime.ts'

export const pullQuery = z.object({
  clientId: z.uuid(),
  cursor: z.coerce.number().int().nonnegative(),
  epoch: z.string().max(60).default(''),
  limit: z.coerce.number().int().min(1).max(10_000).default(2_000),
  protocol: z.coerce.number().int().nonnegative(),
})
export const snapshotQuery = z.object({
  scope: z.string().max(80),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(20_000).default(5_000),
})

/** Which workstation asks, as the caller has proved it. */
export interface Asking extends Device {
  /** What it may hold of this service. */
  granted: readonly string[]
  /** Since when it may only send what it has, epoch ms; null: in use. */
  revokedAt: number | null
}

/**
 * The sync messages of one service without their transport: bodies and queries as they came, checked here.
 * All throw ProblemError.
 */
export interface SyncHandlers {
  push(from: Asking, body: unknown): Promise<PushResponse>
  pull(from: Asking, query: unknown): Promise<PullResponse>
  snapshot(from: Asking, query: unknown): Promise<SnapshotResponse>
  lease(from: Asking, body: unknown): Promise<Lease>
  /** Also of one that was revoked. */
  returnLeases(from: Asking, body: unknown): Promise<LeaseReturned>
  claim(from: Asking, body: unknown): Promise<ClaimResponse>
}

export function syncHandlers(runtime: ServiceRuntime): SyncHandlers {
  return {
    push: async (from, body) => runtime.push(from, validate(pushRequestSchema, body)),
    async pull({ granted, revokedAt }, query) {
      const page = await runtime.pull(granted, validate(pullQuery, query))
      return { ...page, revoked: revokedAt !== null }
    },
    async snapshot({ granted }, query) {
      const { scope, after, limit } = validate(snapshotQuery, query)
      if (!granted.includes(scope)) throw new ProblemError('NOT_ALLOWED', { name: scope })
      return runtime.snapshot(scope, after ?? null, limit)
    },
    async lease({ deviceId, revokedAt }, body) {
      if (revokedAt !== null) throw new ProblemError('WORKSTATION_REVOKED')
      return runtime.lease(deviceId, validate(leaseRequestSchema, body))
    },
    async returnLeases({ deviceId, revokedAt }, body) {
      const request = validate(leaseReturnSchema, body)
      // whoever is in use may take from its part at any moment, also while this is on its way
      return runtime.returnLeases(deviceId, { ...request, claims: revokedAt !== null && request.claims === true })
    },
    async claim({ deviceId, granted, revokedAt }, body) {
      if (revokedAt !== null) throw new ProblemError('WORKSTATION_REVOKED')
      return runtime.claims.borrow({ deviceId, granted }, validate(claimRequestSchema, body))
    },
  }
}
