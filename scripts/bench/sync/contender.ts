/** One run of the common cases; every contender gives the same, null where it cannot do the case. */
export interface Run {
  /** Bootstrap: seconds and rows. */
  B1: Timed | null
  /** Durable offline writes, each timed, ms. */
  B2: { seconds: number; rows: number; times: number[] } | null
  /** Push of what B2 wrote. */
  B3: (Timed & { conflicts: number }) | null
}
export interface Timed {
  seconds: number
  rows: number
  /** Over the wire in both directions, headers included. */
  bytes: number
}
export interface Memory {
  client: number
  server: number
  /** Processes of the database beside the server; 0 where it is inside. */
  database: number
}

export interface Sizes {
  runs: number
  /** B1. */
  bootstrap: number
  /** B2, B3. */
  writes: number
  /** Of the writes, how many change a record that somebody else changes meanwhile. */
  conflicts: number
}

export const FULL: Sizes = { runs: 5, bootstrap: 100_000, writes: 10_000, conflicts: 500 }
export const QUICK: Sizes = { runs: 1, bootstrap: 20_000, writes: 2_000, conflicts: 100 }

/** A list that holds only the records that a run will change. */
export const pushList = (run: number) => `p${String(run).padStart(3, '0')}`
export const BASE = 'base'
