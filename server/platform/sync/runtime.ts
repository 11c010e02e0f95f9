import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type {
  FeedEntry,
  Lease,
  LeaseReturn,
  LeaseReturned,
  Poke,
  PullResponse,
  PushRequest,
  PushResponse,
  SnapshotResponse,
} from '../../../src-shared/sync/protocol.ts'
import { verifyChain } from '../audit/chain.ts'
import type { Changes } from '../store/changes.ts'
import type { Counts } from '../store/port.ts'
import type { StoreTx } from '../store/store-tx.ts'
import { type Claims, claims } from './claims.ts'
import { type Compacted, type CompactOptions, compact, Readers } from './compact.ts'
import { type ExecutedOutcome, execute, type Precondition, type ServerCommand } from './execute.ts'
import { executeTogether } from './execute-together.ts'
import { type Read, readNotes } from './note-read.ts'
import { lend, takeBack } from './number-blocks.ts'
import type { Runtime } from './options.ts'
import { project } from './project.ts'
import { type PullQuery, pull } from './pull.ts'
import { pushes } from './push.ts'
import type { Device } from './received.ts'
import { sharedPages } from './shared-pages.ts'
import { snapshot } from './snapshot.ts'
import { withRetries } from './with-retries.ts'

export type { Precondition, ServerCommand } from './execute.ts'

/** One service's commands, feed and number ranges, without any transport. */
export interface ServiceRuntime {
  readonly service: string
  /** Random id of this life of the database; another one after a restore. */
  readonly epoch: string
  push(device: Device, request: PushRequest): Promise<PushResponse>
  /** @throws ProblemError CLIENT_TOO_OLD */
  pull(granted: readonly string[], query: PullQuery): Promise<PullResponse>
  /** The caller has checked that the scope is granted. */
  snapshot(scope: string, after: string | null, limit: number): Promise<SnapshotResponse>
  lease(deviceId: string, request: { clientId: string; sequence: string }): Promise<Lease>
  /** Unused rests, from the workstation that held them; its part of the pools only where `request.claims` says so. */
  returnLeases(deviceId: string, request: LeaseReturn): Promise<LeaseReturned>
  readonly claims: Claims
  /** All or nothing. @throws ProblemError */
  execute(commands: readonly ServerCommand[], precondition?: Precondition): Promise<ExecutedOutcome[]>
  /** Leaves a line in the audit: who has read what of whom. */
  noteRead(read: Read): Promise<void>
  /** Writes a consumer's rows and its cursor; @throws ProblemError where a row cannot be written. */
  project(consumer: string, ver: number, work: (tx: StoreTx) => Promise<void>): Promise<void>
  consumerCursor(consumer: string): Promise<number>
  /** Whole versions of all scopes, for other services of the server. @throws ProblemError CURSOR_TOO_OLD */
  feed(after: number, limit: number): Promise<FeedEntry[]>
  /** All scopes that rows were ever in. */
  scopes(): Promise<string[]>
  /** Removes the entries of the feed that nobody needs any more. */
  compact(options: CompactOptions): Promise<Compacted>
  /** Called after every commit that left something in the feed. @returns ends it */
  onCommit(listener: (pokes: Poke[]) => void): () => void
  counts(): Promise<Counts>
  /** First broken link of a device's audit chain; null where it holds. */
  verifyAudit(deviceId: string): Promise<number | null>
}

export function createServiceRuntime(runtime: Runtime): ServiceRuntime {
  const { service, store } = runtime
  const readers = new Readers()
  const listeners = new Set<(pokes: Poke[]) => void>()
  const publish = ({ sums }: Changes, ver: number) => {
    if (sums.size === 0) return
    const pokes = [...sums.keys()].map((scope) => ({ service, scope, ver }))
    for (const listener of listeners) listener(pokes)
  }
  const pulling = { readers, pages: sharedPages(store) }
  const loans = claims(runtime, (commands, precondition) => execute(runtime, commands, publish, precondition))
  const together = executeTogether(runtime, publish)
  return {
    service,
    epoch: runtime.epoch,
    push: pushes(runtime, publish),
    pull: (granted, query) => pull(runtime, pulling, granted, query),
    snapshot: (scope, after, limit) => snapshot(runtime, scope, after, limit),
    lease: (deviceId, request) =>
      withRetries(() => store.transaction((tx) => lend(runtime, tx, { deviceId, ...request }))),
    async returnLeases(deviceId, request) {
      const { accepted, ...answer } = await withRetries(() =>
        store.transaction((tx) => takeBack(runtime, tx, { deviceId, ...request })),
      )
      if (accepted && request.claims) await loans.takeBack(deviceId)
      return answer
    },
    claims: loans,
    async execute(commands, precondition) {
      const [single] = commands
      if (single && commands.length === 1 && !precondition) return [await together(single)]
      return execute(runtime, commands, publish, precondition)
    },
    noteRead: readNotes(runtime),
    project: (consumer, ver, work) => project(runtime, { consumer, ver }, work, publish),
    consumerCursor: (consumer) => store.consumerCursor(consumer),
    async feed(after, limit) {
      const { horizon, entries } = await store.feedAfter(after, limit)
      if (after < horizon) throw new ProblemError('CURSOR_TOO_OLD', { service })
      return entries
    },
    scopes: () => store.scopes(),
    compact: (options) => compact(runtime, readers, options),
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    counts: () => store.counts(),
    verifyAudit: (deviceId) => verifyChain(store, deviceId, runtime.sha256Hex),
  }
}
