import type { StoreRequest } from '../../../src-shared/kernel/gather.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { Conflict } from './failure.ts'
import type { Row, Stored } from './stored.ts'

export interface PendingPut {
  row: Row
  /** What the database had when this transaction read it; null: nothing, or not read, so it must be new. */
  base: Stored | null
}
interface KindRows {
  loaded: Map<string, Stored | null>
  puts: Map<string, PendingPut>
  /** Ids that the database has under an index key. */
  lists: Map<string, string[]>
}
export type ListRequest = StoreRequest & { op: 'list' }
export const NOT_LOADED = Symbol('not loaded')

/** What a transaction has read and wants to write: commands run on it one after the other without the database. */
export class RowBuffer {
  readonly #kinds = new Map<AnyKind, KindRows>()
  /** `kind/id` of what the current command has read. */
  #seen = new Set<string>()

  /** The next command begins: it has read nothing yet. */
  begin(): void {
    this.#seen = new Set()
  }

  /** The row, null or rows that the request asks for, or NOT_LOADED. */
  answer(request: StoreRequest): unknown {
    if (request.op === 'get') {
      const found = this.current(request.kind, request.id.toLowerCase())
      if (found !== NOT_LOADED) this.#see(request.kind, request.id.toLowerCase())
      return found
    }
    return this.#list(request)
  }

  current(kind: AnyKind, id: string): Row | null | typeof NOT_LOADED {
    const { puts, loaded } = this.#of(kind)
    const put = puts.get(id)
    if (put) return put.row
    const base = loaded.get(id)
    return base === undefined ? NOT_LOADED : (base?.row ?? null)
  }

  /** What the database answered. What was known already stays: a transaction reads a row once. */
  load(kind: AnyKind, id: string, stored: Stored | null): void {
    const { loaded } = this.#of(kind)
    if (!loaded.has(id)) loaded.set(id, stored)
  }

  loadList(request: ListRequest, rows: readonly Stored[]): void {
    for (const stored of rows) this.load(request.kind, stored.row.id, stored)
    this.#of(request.kind).lists.set(
      listKey(request),
      rows.map(({ row }) => row.id),
    )
  }

  /**
   * Takes all puts of one command, or none.
   * @throws ZodError where a row is none of its kind, Conflict where a row that this command did not read is there
   */
  put(puts: readonly { kind: AnyKind; row: { id: string } }[]): void {
    const checked = puts.map(({ kind, row }) => ({ kind, row: kind.schema.parse(row) as Row }))
    for (const { kind, row } of checked) this.#requireSeen(kind, row.id.toLowerCase())
    for (const { kind, row } of checked) {
      const { puts: pending } = this.#of(kind)
      const id = row.id.toLowerCase()
      this.#see(kind, id)
      pending.set(id, { row, base: pending.get(id)?.base ?? this.baseOf(kind, id) ?? null })
    }
  }

  /** What the database had; undefined: not asked. */
  baseOf = (kind: AnyKind, id: string): Stored | null | undefined => this.#of(kind).loaded.get(id)

  putsOf = (kind: AnyKind): ReadonlyMap<string, PendingPut> => this.#of(kind).puts

  /** Lists of this kind that were read, and that a row which is written stands in, or stood in. */
  writtenLists(kind: AnyKind): { request: ListRequest; ids: readonly string[] }[] {
    const { puts, lists } = this.#of(kind)
    const written = new Map<string, Set<string>>()
    return [...lists].flatMap(([text, ids]) => {
      const [index, key] = JSON.parse(text) as [string, ListRequest['key']]
      const keys = written.get(index) ?? keysOf(kind, index, puts.values())
      written.set(index, keys)
      return keys.has(JSON.stringify(key)) ? [{ request: { op: 'list', kind, index, key }, ids }] : []
    })
  }

  #requireSeen(kind: AnyKind, id: string): void {
    if (this.#seen.has(`${kind.name}/${id}`)) return
    const found = this.current(kind, id)
    if (found !== NOT_LOADED && found !== null) throw new Conflict(`${kind.name} ${id} is there already`)
  }

  #list(request: ListRequest): unknown {
    const { puts, lists } = this.#of(request.kind)
    const known = lists.get(listKey(request))
    if (!known) return NOT_LOADED
    const fields = request.kind.indexes[request.index] ?? []
    const matches = (row: Row) => fields.every((field, i) => row[field] === request.key[i])
    const unchanged = known.filter((id) => !puts.has(id)).map((id) => this.current(request.kind, id) as Row)
    const found = unchanged.filter(matches)
    // many puts, few of this key: only what is found is sorted
    for (const { row } of puts.values()) if (matches(row)) found.push(row)
    found.sort((a, b) => (a.id < b.id ? -1 : 1))
    for (const row of found) this.#see(request.kind, row.id)
    return found
  }

  #see = (kind: AnyKind, id: string) => void this.#seen.add(`${kind.name}/${id}`)

  #of(kind: AnyKind): KindRows {
    const known = this.#kinds.get(kind)
    if (known) return known
    const made: KindRows = { loaded: new Map(), puts: new Map(), lists: new Map() }
    this.#kinds.set(kind, made)
    return made
  }
}

export const listKey = ({ index, key }: { index: string; key: readonly unknown[] }) => JSON.stringify([index, key])

/** Where the rows stand and stood in an index. */
function keysOf(kind: AnyKind, index: string, puts: Iterable<PendingPut>): Set<string> {
  const fields = kind.indexes[index] ?? []
  const keyOf = (row: Row) => JSON.stringify(fields.map((field) => row[field]))
  const keys = new Set<string>()
  for (const { row, base } of puts) {
    keys.add(keyOf(row))
    if (base) keys.add(keyOf(base.row))
  }
  return keys
}
