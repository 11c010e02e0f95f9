import type { Child } from './calls.ts'

export interface Timed {
  seconds: number
  rows: number
  /** Over the wire in both directions, headers included. */
  bytes: number
}
/** The cases that every contender runs, in the order in which one run makes them. */
export interface Run {
  /** Bootstrap of the base list. */
  B1: Timed
  /** Offline writes, each timed, ms. */
  B2: number[]
  /** Push of what B2 wrote. */
  B3: Timed & { conflicts: number }
  /** Pull of changes that somebody else made in the base list. */
  B5: Timed
  memory: Memory
}
/** Most that each process held, bytes. */
export interface Memory {
  client: number
  server: number
  /** Processes of the database beside the server, as they stand; 0 where it is inside. */
  database: number
}

export interface Sizes {
  runs: number
  /** B1. */
  bootstrap: number
  /** B2, B3. */
  writes: number
  /** Of the writes, how many change a record that somebody else changes meanwhile: 1 in 20. */
  conflicts: number
  /** B4: clients, and changes in each run. */
  followers: number
  touches: number
  /** B5. */
  changes: number
  /** How cost grows. */
  rows: readonly number[]
  stations: readonly number[]
  loadSeconds: number
}

export const FULL: Sizes = {
  ...{ runs: 5, bootstrap: 100_000, writes: 10_000, conflicts: 500, followers: 50, touches: 20, changes: 1_000 },
  ...{ rows: [10_000, 100_000, 1_000_000], stations: [1, 50, 500], loadSeconds: 15 },
}
export const QUICK: Sizes = {
  ...{ runs: 1, bootstrap: 20_000, writes: 1_000, conflicts: 50, followers: 10, touches: 5, changes: 500 },
  ...{ rows: [2_000, 20_000], stations: [1, 20], loadSeconds: 4 },
}

export const BASE = 'base'
export const FAN = 'fan0'
/** A list that holds only the records that a run will change. */
export const pushList = (run: number) => `p${String(run).padStart(3, '0')}`

/** What `work` moved over the server's sockets. */
export async function wired<T extends object>(server: Child, work: () => Promise<T>): Promise<T & { bytes: number }> {
  const before = await server.call<number>('wire')
  const result = await work()
  return { ...result, bytes: (await server.call<number>('wire')) - before }
}
