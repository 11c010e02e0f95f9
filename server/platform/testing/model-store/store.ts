import type { Registry } from '../../../../src-shared/kernel/domain.ts'
import { AUDIT_START } from '../../audit/chain.ts'
import { StoreError } from '../../store/failure.ts'
import type { ServiceStore, ServiceTx } from '../../store/port.ts'
import type { ServiceConstraints } from './constraints.ts'
import { feedKeeping } from './keeping.ts'
import { beginPush, numberStatements, outcomesOf } from './push.ts'
import { countsOf, feedAfter, feedPage, snapshotPage } from './reads.ts'
import { holdAudit, record } from './record.ts'
import { type RowSession, requireDeferred, rowStatements } from './rows.ts'
import { type ModelCopy, ModelTables } from './tables.ts'
import { type Engine, ModelTransaction, type Step } from './transaction.ts'

export interface ModelStoreOptions {
  registry: Registry
  service: string
  constraints: ServiceConstraints
  /** Awaited before every statement, after every wait, and before and after every commit. */
  step?: Step
}

/**
 * PostgreSQL as far as a service's store needs it, in memory and one step at a time: READ COMMITTED, row locks and
 * unique values that are waited for, deadlocks, references, and commits that show all or nothing.
 */
export interface ModelStore extends ServiceStore {
  /** What is committed; for looking only. */
  readonly tables: ModelTables
  copy(): ModelCopy
  /** The database is that of an earlier moment again; what was open is lost. */
  restore(copy: ModelCopy): void
  /** The database ends and starts again: what was not committed is gone, and whoever awaits it gets an error. */
  crash(): void
}

export function modelStore({
  registry,
  service,
  constraints,
  step = async () => undefined,
}: ModelStoreOptions): ModelStore {
  const kinds = registry.kindsOf(service)
  const tables = new ModelTables(kinds)
  const engine: Engine = { step, locks: new Map(), open: new Set() }
  const read = async <T>(at: string, work: () => T): Promise<T> => {
    await step(at)
    return work()
  }
  const crash = () => {
    for (const tx of [...engine.open]) tx.lose()
  }
  return {
    tables,
    copy: () => tables.copy(),
    crash,
    restore(copy) {
      crash()
      tables.restore(copy)
    },
    ...feedKeeping(tables, read),
    transaction: (work) => transaction(engine, { tables, constraints }, work),
    feedPage: (query) => read('pull', () => feedPage(tables, query)),
    feedAfter: (after, limit) => read('feed', () => feedAfter(tables, after, limit)),
    snapshotPage: (query) => read('snapshot', () => snapshotPage(tables, kinds, query)),
    consumerCursor: (consumer) => read('cursor', () => tables.consumerCursor.values.get(consumer) ?? 0),
    counts: () => read('counts', () => countsOf(tables)),
    auditLinks: (deviceId, seq, limit) =>
      read('audit', () =>
        [...tables.audit.values.values()]
          .filter((link) => link.deviceId === deviceId && link.seq > seq)
          .sort((a, b) => a.seq - b.seq)
          .slice(0, limit),
      ),
    auditHead: (deviceId) => read('audit head', () => tables.auditHead.values.get(deviceId) ?? null),
  }
}

async function transaction<T>(
  engine: Engine,
  place: Pick<RowSession, 'tables' | 'constraints'>,
  work: (tx: ServiceTx) => Promise<T>,
): Promise<T> {
  await engine.step('begin')
  const tx = new ModelTransaction(engine)
  const session: RowSession = { ...place, tx, deferred: [] }
  try {
    const result = await work(serviceTx(session))
    await tx.commit(() => requireDeferred(session))
    return result
  } catch (error) {
    tx.rollback()
    throw error
  }
}

function serviceTx(session: RowSession): ServiceTx {
  const { tx, tables } = session
  const statements: ServiceTx = {
    ...rowStatements(session),
    ...numberStatements(session),
    beginPush: (push) => beginPush(session, push),
    async outcomes(commandIds) {
      await tx.statement('outcomes')
      return outcomesOf(tx, tables, commandIds)
    },
    async setConsumerCursor(consumer, ver) {
      await tx.statement('consumer cursor')
      await tx.hold(`consumer_cursor ${consumer}`)
      tx.set(tables.consumerCursor, consumer, ver)
    },
    holdAudit: (deviceId) => holdAudit(session, deviceId, AUDIT_START),
    record: (recording) => record(session, recording),
  }
  return failingAsAWhole(tx, statements)
}

/**
 * One statement at a time, in the order of the calls. A refused one leaves nothing of its transaction, even where the
 * caller would go on.
 */
function failingAsAWhole(tx: ModelTransaction, statements: ServiceTx): ServiceTx {
  let before: Promise<unknown> = Promise.resolve()
  const guarded = Object.entries(statements).map(([name, statement]) => [
    name,
    (...args: never[]) => {
      const running = before
        .then(() => (statement as (...args: never[]) => Promise<unknown>)(...args))
        .catch((error) => {
          throw error instanceof StoreError ? tx.failed(error) : error
        })
      before = running.catch(() => undefined)
      return running
    },
  ])
  return Object.fromEntries(guarded) as ServiceTx
}
