import {
  claimRequestSchema,
  claimResponseSchema,
  leaseRequestSchema,
  leaseResponseSchema,
  leaseReturnedSchema,
  leaseReturnSchema,
  pullResponseSchema,
  pushRequestSchema,
  pushResponseSchema,
  snapshotResponseSchema,
} from '../../../src-shared/sync/protocol.ts'
import { forWorkstations, forWorkstationsInUse } from '../auth/access.ts'
import { pullQuery, snapshotQuery } from '../sync/handlers.ts'
import { describe } from './describe.ts'

/** The sync routes of a service by their path, as its document shows them. */
export const SYNC = {
  push: describe(forWorkstations, {
    summary: 'Takes commands of a workstation, in the order of their numbers',
    body: pushRequestSchema,
    answer: pushResponseSchema,
    errors: ['TOO_MANY_REQUESTS'],
    repeatable: 'the number and hash of a command are its key: sent again it gets its outcome again',
  }),
  pull: describe(forWorkstations, {
    summary: 'What is new for the workstation behind its cursor',
    query: pullQuery,
    answer: pullResponseSchema,
    errors: ['CLIENT_TOO_OLD', 'TOO_MANY_REQUESTS'],
  }),
  snapshot: describe(forWorkstations, {
    summary: 'A page of all rows of a scope',
    query: snapshotQuery,
    answer: snapshotResponseSchema,
    errors: ['NOT_ALLOWED', 'TOO_MANY_REQUESTS'],
  }),
  leases: describe(forWorkstationsInUse, {
    summary: 'Lends a range of numbers that nobody was given before',
    body: leaseRequestSchema,
    answer: leaseResponseSchema,
    errors: ['TOO_MANY_REQUESTS'],
  }),
  'leases/return': describe(forWorkstations, {
    summary: 'Takes back numbers that were not used',
    body: leaseReturnSchema,
    answer: leaseReturnedSchema,
    errors: ['TOO_MANY_REQUESTS'],
    repeatable: 'what was taken back is not taken twice',
  }),
  claims: describe(forWorkstationsInUse, {
    summary: 'Lends quantities of a pool to the workstation',
    body: claimRequestSchema,
    answer: claimResponseSchema,
    errors: ['TOO_MANY_REQUESTS'],
  }),
}
