import type { ServiceStore } from '../../../server/platform/store/port.ts'

/** One row as the server has it. */
export interface ServerRow {
  kind: string
  id: string
  rev: number
  scope: string
  row: Record<string, unknown>
}
export interface ServerOutcome {
  commandId: string
  hash: string
  status: 'applied' | 'flagged' | 'rejected' | 'quarantined'
  ver: number
}
export interface ServerLease {
  sequence: string
  first: number
  last: number
  deviceId: string
}
/** Everything that a service has committed, for the invariants. */
export interface Committed {
  rows: ServerRow[]
  outcomes: ServerOutcome[]
  /** Commands kept word for word because they did not simply apply. */
  kept: { commandId: string | null; status: string }[]
  leases: ServerLease[]
  ver: number
}

/** Where the data of the services lies: the model of PostgreSQL, or PostgreSQL. */
export interface Backend {
  /** What one life of the server works on; `step` stands between any two steps of a transaction. */
  open(service: string, step: () => Promise<void>): ServiceStore
  /** The process that held the transactions has died. */
  crash(): Promise<void>
  /** What is committed now, to come back to. */
  backup(): Promise<Backup>
  committed(service: string): Promise<Committed>
  /** Of its feed. */
  version(service: string): Promise<number>
}
export interface Backup {
  restore(): Promise<void>
}
