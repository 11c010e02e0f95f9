import type { AnyKind, Scalar } from '../../../../src-shared/kernel/kind.ts'
import { Conflict, StoreError, violated } from '../../store/failure.ts'
import type { MovedRow, ServiceTx } from '../../store/port.ts'
import type { Stored } from '../../store/stored.ts'
import type { KindConstraints, Reference, ServiceConstraints } from './constraints.ts'
import type { ModelTables } from './tables.ts'
import type { ModelTransaction } from './transaction.ts'
import { asWritten, requireSendable } from './values.ts'

export interface RowSession {
  tx: ModelTransaction
  tables: ModelTables
  constraints: ServiceConstraints
  /** Of this transaction: references that are checked at its end. */
  deferred: { reference: Reference; id: string; kind: AnyKind }[]
}
type Rows = Pick<ServiceTx, 'byIds' | 'byIndex' | 'lock' | 'holdKeys' | 'insert' | 'update' | 'rescope'>

export const rowStatements = (session: RowSession): Rows => ({
  byIds: (kind, ids) => byIds(session, kind, ids),
  byIndex: (kind, index, keys) => byIndex(session, kind, index, keys),
  lock: (kind, ids) => lock(session, kind, ids),
  holdKeys: (keys) => holdKeys(session, keys),
  insert: (kind, rows) => insert(session, kind, rows),
  update: (kind, rows) => update(session, kind, rows),
  rescope: (kind, moves, except) => rescope(session, kind, moves, except),
})

const lockKey = (kind: AnyKind, id: string) => `${kind.name} ${id}`
const constraintsOf = ({ constraints }: RowSession, kind: AnyKind): KindConstraints => constraints[kind.name] ?? {}
const byId = (a: Stored, b: Stored) => (a.row.id < b.row.id ? -1 : 1)

async function byIds({ tx, tables }: RowSession, kind: AnyKind, ids: readonly string[]): Promise<Stored[]> {
  await tx.statement(`get ${kind.name}`)
  const table = tables.rowsOf(kind)
  return [...new Set(ids)].flatMap((id) => tx.get(table, id.toLowerCase()) ?? [])
}

async function byIndex(
  { tx, tables }: RowSession,
  kind: AnyKind,
  index: string,
  keys: readonly (readonly Scalar[])[],
): Promise<Stored[]> {
  const fields = kind.indexes[index]
  if (!fields) throw new Error(`${kind.name} declares no index ${index}`)
  await tx.statement(`list ${kind.name} ${index}`)
  requireSendable(keys.flat())
  const wanted = new Set(keys.map((key) => JSON.stringify(key.map(comparable))))
  const rows = tx.values(tables.rowsOf(kind)).sort(byId)
  return rows.filter(({ row }) => wanted.has(JSON.stringify(fields.map((field) => comparable(row[field])))))
}

/** A uuid column finds capital letters too; no other text looks like one. */
const comparable = (value: unknown) =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value.toLowerCase() : value

/** What is there when the statement begins is waited for one by one, and given as the last holder left it. */
async function lock({ tx, tables }: RowSession, kind: AnyKind, ids: readonly string[]): Promise<Stored[]> {
  await tx.statement(`lock ${kind.name}`)
  const table = tables.rowsOf(kind)
  const there = [...new Set(ids)].filter((id) => tx.get(table, id)).sort()
  const found: Stored[] = []
  for (const id of there) {
    await tx.hold(lockKey(kind, id))
    found.push(tx.get(table, id) as Stored)
  }
  return found
}

async function holdKeys({ tx }: RowSession, keys: readonly string[]): Promise<void> {
  await tx.statement('hold keys')
  for (const key of [...new Set(keys)].sort()) await tx.hold(`key ${key}`)
}

async function insert(session: RowSession, kind: AnyKind, rows: readonly Stored[]): Promise<number> {
  const { tx, tables } = session
  await tx.statement(`insert ${kind.name}`)
  const written = rows.map((stored) => asWritten(kind, stored, constraintsOf(session, kind)))
  for (const stored of written) {
    const { id } = stored.row
    await tx.hold(lockKey(kind, id))
    if (tx.get(tables.rowsOf(kind), id)) throw new Conflict(`${kind.table}_pkey`)
    await takeValues(session, kind, stored, null)
    tx.set(tables.rowsOf(kind), id, stored)
  }
  for (const stored of written) refer(session, kind, stored)
  return written.length
}

async function update(session: RowSession, kind: AnyKind, rows: readonly Stored[]): Promise<number> {
  const { tx, tables } = session
  await tx.statement(`update ${kind.name}`)
  const written = rows.map((stored) => asWritten(kind, stored, constraintsOf(session, kind)))
  const there = written.filter(({ row }) => tx.get(tables.rowsOf(kind), row.id))
  const done: Stored[] = []
  for (const stored of there) {
    await tx.hold(lockKey(kind, stored.row.id))
    const before = tx.get(tables.rowsOf(kind), stored.row.id)
    if (before?.rev !== stored.rev - 1) continue
    await takeValues(session, kind, stored, before)
    tx.set(tables.rowsOf(kind), stored.row.id, stored)
    done.push(stored)
  }
  for (const stored of done) refer(session, kind, stored)
  return done.length
}

/** Holds the unique values that the row takes and those that it leaves. @throws StoreError where one is taken */
async function takeValues(session: RowSession, kind: AnyKind, { row }: Stored, before: Stored | null) {
  const { tx, tables } = session
  for (const { name, key } of constraintsOf(session, kind).unique ?? []) {
    const [value, left] = [key(row), before && key(before.row)]
    if (value === left) continue
    for (const each of [left, value]) if (each !== null) await tx.hold(`${kind.name} ${name} ${each}`)
    const taken = tx.values(tables.rowsOf(kind)).some((other) => other.row.id !== row.id && key(other.row) === value)
    if (value !== null && taken) throw new StoreError(violated('DUPLICATE_VALUE', name))
  }
}

function refer(session: RowSession, kind: AnyKind, { row }: Stored): void {
  for (const reference of constraintsOf(session, kind).references ?? []) {
    if (row[reference.field] === null) continue
    if (reference.deferred) session.deferred.push({ reference, kind, id: row.id })
    else requireReferred(session, reference, row[reference.field] as string)
  }
}

/** What others have not yet committed is not there. @throws StoreError */
function requireReferred({ tx, tables }: RowSession, { name, to }: Reference, id: string): void {
  if (!tx.get(tables.rowsOf({ name: to }), id)) throw new StoreError(violated('INPUT_INVALID', name))
}

/** At the commit. @throws StoreError */
export function requireDeferred(session: RowSession): void {
  for (const { reference, kind, id } of session.deferred) {
    const to = session.tx.get(session.tables.rowsOf(kind), id)?.row[reference.field]
    if (typeof to === 'string') requireReferred(session, reference, to)
  }
}

async function rescope(
  { tx, tables }: RowSession,
  kind: AnyKind,
  moves: ReadonlyMap<string, string>,
  except: readonly string[],
): Promise<MovedRow[]> {
  if (kind.scope.type !== 'parent') return []
  const { field } = kind.scope
  await tx.statement(`rescope ${kind.name}`)
  const table = tables.rowsOf(kind)
  const moved: MovedRow[] = []
  const alone = new Set(except)
  for (const { row, scope: left } of tx.values(table).sort(byId)) {
    const scope = moves.get(row[field] as string)
    if (scope === undefined || scope === left || alone.has(row.id)) continue
    await tx.hold(lockKey(kind, row.id))
    const stored = { ...(tx.get(table, row.id) as Stored), scope }
    tx.set(table, row.id, Object.freeze(stored))
    moved.push({ stored, left })
  }
  return moved
}
