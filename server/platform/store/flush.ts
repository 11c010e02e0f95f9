import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { Changes } from './changes.ts'
import { Conflict } from './failure.ts'
import { type Source, tableOf } from './load.ts'
import type { PendingPut, RowBuffer } from './row-buffer.ts'
import { type Row, type Stored, storedOf } from './stored.ts'

interface Placed extends PendingPut {
  scope: string
}
interface FlushState {
  source: Source
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
 * order of kinds and ids, so that two transactions seldom wait for each other in a circle.
 * @throws Conflict where a row is not as it was read; database errors where a constraint is violated
 */
export async function flush(source: Source, buffer: RowBuffer, kinds: readonly AnyKind[]): Promise<Changes> {
  const state: FlushState = { source, buffer, changes: new Changes(), kinds, scopes: new Map(), moved: new Map() }
  for (const kind of kinds) {
    await lockRows(state, kind)
    const placed = [...buffer.putsOf(kind).values()].map((put) => ({ ...put, scope: scopeOf(state, kind, put.row) }))
    await write(
      state,
      kind,
      'update',
      placed.filter(({ base }) => base !== null),
    )
    await write(
      state,
      kind,
      'insert',
      placed.filter(({ base }) => base === null),
    )
    for (const put of placed) note(state, kind, put)
    await rescope(state, kind)
  }
  return state.changes
}

const keyOf = (kind: AnyKind, id: string) => `${kind.name}/${id}`

/** Holds the rows that change, and the parents of rows that are put: neither may move to another scope meanwhile. */
async function lockRows({ source, buffer, kinds, scopes }: FlushState, kind: AnyKind): Promise<void> {
  const puts = buffer.putsOf(kind)
  const known = [...puts].filter(([, { base }]) => base !== null)
  const parents = kinds.flatMap((child) => parentsIn(buffer, child, kind)).filter((id) => !puts.has(id))
  const ids = [...new Set([...known.map(([id]) => id), ...parents])]
  if (ids.length === 0) return
  const query = { name: `lock ${kind.name}`, text: tableOf(source.tables, kind).lock, values: [source.facilityId, ids] }
  const { rows } = await source.client.query<unknown[]>({ ...query, rowMode: 'array' })
  const found = new Map(rows.map((cells) => [cells[0] as string, storedOf(kind, cells)]))
  for (const [id, { base }] of known)
    if (found.get(id)?.rev !== base?.rev) throw new Conflict(`${kind.name} ${id} has changed`)
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

async function write({ source }: FlushState, kind: AnyKind, how: 'insert' | 'update', puts: Placed[]): Promise<void> {
  if (puts.length === 0) return
  const rows = puts.map(({ row, base, scope }) => ({ ...row, _rev: (base?.rev ?? 0) + 1, _scope: scope }))
  const { rowCount } = await source.client.query({
    name: `${how} ${kind.name}`,
    text: tableOf(source.tables, kind)[how],
    values: [source.facilityId, JSON.stringify(rows)],
  })
  if (rowCount !== puts.length) throw new Conflict(`${kind.name}: ${rowCount} of ${puts.length} rows were as read`)
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

/** Children that nobody put go where their parent went: same revision, another scope. */
async function rescope(state: FlushState, kind: AnyKind): Promise<void> {
  const { source, buffer, changes, moved } = state
  const { rescope: text } = tableOf(source.tables, kind)
  const parents = kind.scope.type === 'parent' ? moved.get(kind.scope.kind()) : undefined
  if (!parents || text === null) return
  const values = [source.facilityId, [...parents.keys()], [...parents.values()], [...buffer.putsOf(kind).keys()]]
  const { rows } = await source.client.query<unknown[]>({
    name: `rescope ${kind.name}`,
    text,
    values,
    rowMode: 'array',
  })
  for (const cells of rows) {
    const stored: Stored = storedOf(kind, cells)
    changes.add(kind.name, { rev: stored.rev, scope: cells.at(-1) as string }, stored)
    noteMoved(state, kind, stored.row.id, stored.scope)
  }
}
