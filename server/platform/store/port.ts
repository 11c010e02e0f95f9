import type { CommandResult, Flag } from '../../../src-shared/kernel/command.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { AnyKind, Scalar } from '../../../src-shared/kernel/kind.ts'
import type { FeedEntry, Outcome, SnapshotResponse } from '../../../src-shared/sync/protocol.ts'
import type { Changes } from './changes.ts'
import type { Stored } from './stored.ts'

/**
 * Where one service of one facility keeps its rows, feed, outcomes, audit and numbers; the server's sync logic knows
 * nothing else of a database. PostgreSQL is one, the model for the simulator another; one contract holds for both:
 *
 * A transaction sees at every call what others have committed by then, and its own writes at once (READ COMMITTED).
 * What it holds (`hold…`, `lock`, a written row, a unique value, a number block, the feed's counter) others wait for
 * until it has ended. Every method may throw StoreError (see failure.ts); the transaction is then lost as a whole.
 * Calls of one transaction that do not await each other are executed one after the other, in the order of the calls.
 */
export interface ServiceStore extends FeedKeeping {
  /** Begins, runs and commits; an error undoes everything and reaches the caller. */
  transaction<T>(work: (tx: ServiceTx) => Promise<T>): Promise<T>
  /** What is new in `scopes`, as of one moment. */
  feedPage(query: FeedQuery): Promise<FeedPage>
  /** Whole versions after `after`, of all scopes; not all of them where `after` is below the horizon. */
  feedAfter(after: number, limit: number): Promise<{ horizon: number; entries: FeedEntry[] }>
  /** Rows of a scope in the order of kinds and ids, as of one moment. */
  snapshotPage(query: SnapshotQuery): Promise<SnapshotPage>
  /** How far this service has read another one's feed; 0 before its first page. */
  consumerCursor(consumer: string): Promise<number>
  counts(): Promise<Counts>
  /** Links of a device's audit chain after `seq`, in order. */
  auditLinks(deviceId: string, seq: number, limit: number): Promise<AuditLink[]>
  /** Null: this device has no chain yet. */
  auditHead(deviceId: string): Promise<AuditHead | null>
}

/** Removing the oldest entries of the feed (decision 0016). Each call is a transaction of its own. */
export interface FeedKeeping {
  feedState(): Promise<FeedState>
  /** Remembers where the feed was at that time, and where its readers are; what is older than `forget` goes. */
  noteFeed(note: FeedMark & { cursors: readonly ClientCursor[]; forget: number }): Promise<void>
  /** From now on entries up to `ver` may be missing; every reader is told with the same look at the feed. */
  raiseHorizon(ver: number): Promise<void>
  /** Removes entries up to the horizon, the oldest first. @returns how many */
  dropFeed(limit: number): Promise<number>
  /** All scopes that rows were ever in. */
  scopes(): Promise<string[]>
}
/** The feed ended with `ver` at that time, epoch ms. */
export interface FeedMark {
  ver: number
  at: number
}
/** What a client had received when it asked last. */
export interface ClientCursor {
  clientId: string
  cursor: number
  at: number
}
export interface FeedState {
  head: number
  horizon: number
  marks: FeedMark[]
  cursors: ClientCursor[]
}

export interface ServiceTx {
  byIds(kind: AnyKind, ids: readonly string[]): Promise<Stored[]>
  /** The rows of all these keys of one declared index, ordered by id. */
  byIndex(kind: AnyKind, index: string, keys: readonly (readonly Scalar[])[]): Promise<Stored[]>
  /** As `byIds`, in the order of the ids, held against other writers. */
  lock(kind: AnyKind, ids: readonly string[]): Promise<Stored[]>
  /** Every other transaction that holds one of these keys, rows or no rows, waits until this one has ended. */
  holdKeys(keys: readonly string[]): Promise<void>
  /** Unique values are taken now, others who want them wait. @returns how many rows were written */
  insert(kind: AnyKind, rows: readonly Stored[]): Promise<number>
  /** Only rows whose stored revision is one less than the written one. @returns how many those were */
  update(kind: AnyKind, rows: readonly Stored[]): Promise<number>
  /** Children of `moves` (parent id → scope) go to the parent's scope, but for those in `except`. @returns them by id */
  rescope(kind: AnyKind, moves: ReadonlyMap<string, string>, except: readonly string[]): Promise<MovedRow[]>

  /** Holds the client, so that its pushes follow each other, and says what is known of the commands it sends. */
  beginPush(push: PushBegin): Promise<PushKnown>
  /** Outcomes of commands that were executed before, by command id. */
  outcomes(commandIds: readonly string[]): Promise<Map<string, KnownOutcome>>

  /** Takes `count` numbers of the epoch's block; gives the first, or null where the epoch has no block yet. */
  takeNumbers(sequence: string, epoch: string, count: number): Promise<number | null>
  /** The epoch of the block that was begun last; null: there is none yet. */
  lastBlock(sequence: string): Promise<string | null>
  /** Where the epoch has none yet: `gap` above everything that was given so far, or above `start`. */
  beginBlock(block: { sequence: string; epoch: string; start: number; gap: number }): Promise<void>
  addLease(lease: NumberLease): Promise<void>
  /** The end of a lease, which its holder gives back. @returns false: no lease of this device and epoch ends there */
  returnRest(rest: NumberRest): Promise<boolean>
  /** Lends a rest of this epoch that was given back, the lowest first; null where there is none. */
  lendRest(to: Omit<NumberLease, 'first' | 'last'>): Promise<{ first: number; last: number } | null>

  setConsumerCursor(consumer: string, ver: number): Promise<void>
  /** The end of a device's audit chain, held. */
  holdAudit(deviceId: string): Promise<AuditHead>
  /**
   * The last call of a transaction: outcomes, kept commands, audit, and the feed under the next version. The feed's
   * counter is held from here to the commit only; no reader can pass a version that is not yet visible.
   * @returns the version; the last one where nothing changed
   */
  record(recording: Recording): Promise<number>
}

export interface MovedRow {
  stored: Stored
  /** The scope that it left. */
  left: string
}

export interface PushBegin {
  clientId: string
  deviceId: string
  /** Of commands whose envelope is trusted. */
  commandIds: readonly string[]
  /** Of those whose is not. */
  untrustedNumbers: readonly number[]
  numbers: readonly { sequence: string; value: number }[]
}
export interface PushKnown {
  /** Whom the client id belongs to: of the first device that used it. */
  deviceId: string
  lastNumber: number
  outcomes: ReadonlyMap<string, KnownOutcome>
  /** `number hash` of what was quarantined without a trusted id. */
  kept: ReadonlyMap<string, Problem | null>
  /** For each of `numbers`: lent to this device, or perhaps lent before the database was restored. */
  lent: readonly boolean[]
}
export interface KnownOutcome {
  hash: string
  status: Outcome['status']
  ver: number
  problem: Problem | null
  flags: Flag[]
  result: CommandResult
}

export interface NumberLease {
  sequence: string
  first: number
  last: number
  deviceId: string
  clientId: string
  epoch: string
  lentAt: number
}

export type NumberRest = Pick<NumberLease, 'sequence' | 'first' | 'last' | 'deviceId' | 'epoch'>

/** Holds what was given back, until it is lent anew. */
export const NO_DEVICE = '00000000-0000-0000-0000-000000000000'

/** A command's end under its own id. */
export interface RecordedOutcome {
  commandId: string
  hash: string
  /** 0 for a command made at the server. */
  number: number
  status: Outcome['status']
  problem: Problem | null
  flags: readonly Flag[]
  result: CommandResult
}
/** What was not simply applied, word for word. */
export interface KeptCommand extends Omit<RecordedOutcome, 'commandId' | 'hash' | 'result'> {
  id: string
  /** Null: its id cannot be trusted. */
  commandId: string | null
  body: string
  bodyHash: string
}
export interface AuditHead {
  seq: number
  hash: string
}
/** One link: its hash covers the hash before it, so that nothing can be taken out or changed unseen. */
export interface AuditLink extends AuditHead {
  prev: string
  /** Canonical JSON. */
  entry: string
}
export interface Recording {
  deviceId: string
  client: { clientId: string; lastNumber: number } | null
  outcomes: readonly RecordedOutcome[]
  kept: readonly KeptCommand[]
  links: readonly AuditLink[]
  changes: Changes
  at: number
}

export interface FeedQuery {
  /** Whose last numbers are asked for. */
  clientIds: readonly string[]
  scopes: readonly string[]
  cursor: number
  /** Entries; the version in which they end is given whole. */
  limit: number
}
export interface FeedPage {
  head: number
  /** Entries up to this version may be missing. */
  horizon: number
  /** The version that the page ends with; the head where it is the last. */
  ver: number
  entries: FeedEntry[]
  sums: { scope: string; rows: number; a: number; b: number }[]
  /** By client id; a client that has never pushed is not in it. */
  lastNumbers: ReadonlyMap<string, number>
}
export interface SnapshotQuery {
  scope: string
  /** Where the page before ended: index in the service's kinds, and id. */
  after: { kind: number; id: string | null }
  limit: number
}
export type SnapshotPage = Pick<SnapshotResponse, 'at' | 'rows' | 'total'>

/** For the health page: nothing in it is a patient's. */
export interface Counts {
  /** Version of the feed. */
  ver: number
  commands: number
  rejected: number
  quarantined: number
  flagged: number
}
