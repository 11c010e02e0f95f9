export { type ClaimPool, claimPool } from './pool.ts'
export { deviceScope, quantitySchema } from './records.ts'
