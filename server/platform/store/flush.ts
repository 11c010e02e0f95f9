import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { Changes } from './changes.ts'
import { Conflict } from './failure.ts'
import { holdLists } from './hold-lists.ts'
import type { ServiceTx } from './port.ts'
import type { PendingPut, RowBuffer } from './row-buffer.ts'
import type { Row } from './stored.ts'

interface Placed extends PendingPut {
  scope: string
}
interface FlushState {
  tx: ServiceTx
  buffer: RowBuffer
  changes: Changes
  kinds: readonly AnyKind[]
  /** `kind/id` → scope of the rows that others may be children of. */
  scopes: Map<string, string>
  /** Rows of each kind that went from one scope to another. */
  moved: Map<AnyKind, Map<string, string>>
}

/**
 * Writes what the buffer holds, parents first, each row by compare and set of its revision. Rows are locked in the
 * order of kinds and ids, so that two transactions seldom wait for each other in a circle. What `after` asks of the
 * transaction goes out right behind the writes and is executed behind them; both have ended when this resolves.
 * @throws Conflict where a row or a list is not as it was read, StoreError where a constraint is violated
 */
export async function flush<T>(
  tx: ServiceTx,
  buffer: RowBuffer,
  kinds: readonly AnyKind[],
  after: (changes: Changes) => Promise<T>,
): Promise<T> {
  const state: FlushState = { tx, buffer, changes: new Changes(), kinds, scopes: new Map(), moved: new Map() }
  // none awaits the one before it: they go out together, and are executed in this order
  await Promise.all([holdLists(tx, buffer, kinds), ...kinds.map((kind) => lockRows(state, kind))])
  const writes: Promise<void>[] = []
  for (const kind of kinds) {
    const placed = [...buffer.putsOf(kind).values()].map((put) => ({ ...put, scope: scopeOf(state, kind, put.row) }))
    const [known, fresh] = [placed.filter(({ base }) => base !== null), placed.filter(({ base }) => base === null)]
    writes.push(onTheWay(write(state, kind, 'update', known)), onTheWay(write(state, kind, 'insert', fresh)))
    for (const put of placed) note(state, kind, put)
    // where nothing moves, nothing is awaited
    if (mayMove(state, kind)) await behind(writes, rescope(state, kind))
  }
  const result = await behind(writes, after(state.changes))
  await Promise.all(writes)
  return result
}

/** Awaited later; what fails meanwhile is not yet anybody's. */
function onTheWay<T>(running: Promise<T>): Promise<T> {
  running.catch(() => undefined)
  return running
}

/** A write that failed takes the statements behind it along: what is thrown is its error and not theirs. */
async function behind<T>(writes: readonly Promise<void>[], running: Promise<T>): Promise<T> {
  try {
    return await running
  } catch (error) {
    await Promise.all(writes)
    throw error
  }
}

const keyOf = (kind: AnyKind, id: string) => `${kind.name}/${id}`

/** Holds the rows that change, and the parents of rows that are put: neither may move to another scope meanwhile. */
async function lockRows({ tx, buffer, kinds, scopes }: FlushState, kind: AnyKind): Promise<void> {
  const puts = buffer.putsOf(kind)
  const known = [...puts].filter(([, { base }]) => base !== null)
  const parents = kinds.flatMap((child) => parentsIn(buffer, child, kind)).filter((id) => !puts.has(id))
  const ids = [...new Set([...known.map(([id]) => id), ...parents])]
  if (ids.length === 0) return
  const found = new Map((await tx.lock(kind, ids)).map((stored) => [stored.row.id, stored]))
  for (const [id, { base }] of known) {
    const now = found.get(id)
    // a row that went with its parent has its revision still: counted out of the scope that it was read in, it would be counted twice
    if (now?.rev !== base?.rev || now?.scope !== base?.scope) throw new Conflict(`${kind.name} ${id} has changed`)
  }
  for (const [id, { scope }] of found) scopes.set(keyOf(kind, id), scope)
}

function parentsIn(buffer: RowBuffer, child: AnyKind, kind: AnyKind): string[] {
  const rule = child.scope
  if (rule.type !== 'parent' || rule.kind() !== kind) return []
  return [...buffer.putsOf(child).values()].map(({ row }) => row[rule.field]).filter((id) => typeof id === 'string')
}

function scopeOf({ scopes }: FlushState, kind: AnyKind, row: Row): string {
  const rule = kind.scope
  if (rule.type === 'fixed') return rule.scope
  if (rule.type === 'own') return rule.of(row)
  const parent = row[rule.field]
  return typeof parent === 'string' ? (scopes.get(keyOf(rule.kind(), parent)) ?? rule.otherwise) : rule.otherwise
}

async function write({ tx }: FlushState, kind: AnyKind, how: 'insert' | 'update', puts: Placed[]): Promise<void> {
  if (puts.length === 0) return
  const rows = puts.map(({ row, base, scope }) => ({ row, rev: (base?.rev ?? 0) + 1, scope }))
  const written = await tx[how](kind, rows)
  if (written !== puts.length) throw new Conflict(`${kind.name}: ${written} of ${puts.length} rows were as read`)
}

function note(state: FlushState, kind: AnyKind, { row, base, scope }: Placed): void {
  state.changes.add(kind.name, base, { row, rev: (base?.rev ?? 0) + 1, scope })
  state.scopes.set(keyOf(kind, row.id), scope)
  if (base && base.scope !== scope) noteMoved(state, kind, row.id, scope)
}

function noteMoved({ moved }: FlushState, kind: AnyKind, id: string, scope: string): void {
  const rows = moved.get(kind) ?? new Map<string, string>()
  moved.set(kind, rows.set(id, scope))
}

const mayMove = ({ moved }: FlushState, { scope }: AnyKind) => scope.type === 'parent' && moved.has(scope.kind())

/** Children that nobody put go where their parent went: same revision, another scope. */
async function rescope(state: FlushState, kind: AnyKind): Promise<void> {
  const { tx, buffer, changes, moved } = state
  const parents = kind.scope.type === 'parent' ? moved.get(kind.scope.kind()) : undefined
  if (!parents) return
  for (const { stored, left } of await tx.rescope(kind, parents, [...buffer.putsOf(kind).keys()])) {
    changes.add(kind.name, { rev: stored.rev, scope: left }, stored)
    noteMoved(state, kind, stored.row.id, stored.scope)
  }
}
