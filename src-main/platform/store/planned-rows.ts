import type { AnyKind, Scalar } from '../../../src-shared/kernel/kind.ts'
import type { Stored } from './kind-table.ts'
import type { Row } from './row-codec.ts'
import type { RowStore } from './row-store.ts'

interface Place {
  kind: AnyKind
  id: string
}

/**
 * The rows as they would be: local work taken off some of them, and put on again by `put`, in memory alone. What is
 * neither taken off nor put is read from the store.
 */
export class PlannedRows {
  readonly #rows: RowStore
  readonly #planned = new Map<string, Map<string, Stored | null>>()

  constructor(rows: RowStore) {
    this.#rows = rows
  }

  /** The server's state of a row, unless it is planned already. */
  takeOff(kind: AnyKind, id: string): void {
    const planned = this.#of(kind)
    if (planned.has(id)) return
    const image = this.#rows.images.get(kind.name, id)
    if (!image) planned.set(id, this.#rows.get(kind, id))
    else planned.set(id, image.present ? { row: image.row, rev: image.rev, scope: image.scope, pending: 0 } : null)
  }

  get = (kind: AnyKind, id: string): Stored | null => {
    const planned = this.#of(kind).get(id)
    return planned === undefined ? this.#rows.get(kind, id) : planned
  }

  list = (kind: AnyKind, index: string, key: readonly Scalar[]): Stored[] => {
    const planned = this.#of(kind)
    const fields = kind.indexes[index] ?? []
    const stored = this.#rows.list(kind, index, key).filter(({ row }) => !planned.has(row.id))
    const found = [...planned.values()].filter((one): one is Stored =>
      fields.every((field, i) => one !== null && (one.row[field] ?? null) === key[i]),
    )
    return [...stored, ...found].sort((a, b) => (a.row.id < b.row.id ? -1 : 1))
  }

  put(kind: AnyKind, input: { id: string }): void {
    const row = kind.schema.parse(input) as Row
    const rev = this.get(kind, row.id)?.rev ?? 0
    const scope = this.#rows.scopeOf(kind, row, (parent, id) => this.get(parent, id)?.scope ?? null)
    this.#of(kind).set(row.id, { row, rev, scope, pending: 1 })
  }

  *all(): Generator<Place & { planned: Stored | null }> {
    for (const [name, rows] of this.#planned) {
      const { kind } = this.#rows.table(name)
      for (const [id, planned] of rows) yield { kind, id, planned }
    }
  }

  #of(kind: AnyKind): Map<string, Stored | null> {
    const known = this.#planned.get(kind.name)
    if (known) return known
    const made = new Map<string, Stored | null>()
    this.#planned.set(kind.name, made)
    return made
  }
}
