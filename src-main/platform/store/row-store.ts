import type { Registry } from '../../../src-shared/kernel/domain.ts'
import type { AnyKind, Scalar } from '../../../src-shared/kernel/kind.ts'
import type { Database } from '../sqlite/database.ts'
import { BaseImages, type BaseRow, type Image } from './base-images.ts'
import { KindTable, type Stored } from './kind-table.ts'
import { encodeRow, type Row } from './row-codec.ts'

/**
 * Effective rows with their base images beside them. Local puts and the server's rows never meet anywhere else.
 * Every method belongs into a transaction of the caller.
 */
export class RowStore {
  readonly images: BaseImages
  /** `kind/id` of rows that have left this cache, until somebody has seen to their traces; some may be back. */
  readonly left = new Set<string>()
  readonly #tables = new Map<string, KindTable>()

  constructor(db: Database, registry: Registry) {
    this.images = new BaseImages(db)
    for (const kind of registry.domains.flatMap((domain) => domain.kinds)) {
      this.#tables.set(kind.name, new KindTable(db, kind))
    }
  }

  get = (kind: AnyKind, id: string): Stored | null => this.table(kind.name).get(id)
  list = (kind: AnyKind, index: string, key: readonly Scalar[]): Stored[] => this.table(kind.name).list(index, key)

  /** A local command's row: the server's state is kept first. A revision other than `expected` is refused. */
  put(kind: AnyKind, input: { id: string }): void {
    const row = kind.schema.parse(input) as Row
    const table = this.table(kind.name)
    const found = table.get(row.id)
    if (!found?.pending) this.#keepImage(kind.name, row.id, found)
    table.put(row, found?.rev ?? 0, this.scopeOf(kind, row), 1)
  }

  #keepImage(kind: string, id: string, found: Stored | null): void {
    if (this.images.get(kind, id)) return
    const image: Image = found
      ? { present: true, rev: found.rev, scope: found.scope, row: found.row }
      : { present: false }
    this.images.set(kind, id, image)
  }

  /** The row as the server has it, whatever lies over it; null where the server has none. */
  baseHead(kind: string, id: string, withImages: boolean): { rev: number; scope: string | null } | null {
    const image = withImages ? this.images.get(kind, id) : null
    if (image) return image.present ? { rev: image.rev, scope: image.scope } : null
    return this.table(kind).head(id)
  }

  /** The server's word about a row: under the local work where there is some, else at once visible. */
  setBase(kind: string, id: string, base: BaseRow | null, withImages: boolean): void {
    if (withImages && this.images.get(kind, id)) {
      this.images.set(kind, id, base ? { present: true, ...base, row: base.row as Row } : { present: false })
    } else if (base) this.table(kind).put(base.row, base.rev, base.scope, 0)
    else this.#remove(kind, id)
  }

  #remove(kind: string, id: string): void {
    this.table(kind).remove(id)
    this.left.add(`${kind}/${id}`)
  }

  /** Local work that was decided elsewhere. @returns whether the row is different now */
  putPlanned(kind: AnyKind, planned: Stored): boolean {
    const table = this.table(kind.name)
    const found = table.get(planned.row.id)
    if (!found?.pending) this.#keepImage(kind.name, planned.row.id, found)
    else if (JSON.stringify(encodeRow(kind, found.row)) === JSON.stringify(encodeRow(kind, planned.row))) {
      if (found.rev === planned.rev && found.scope === planned.scope) return false
    }
    table.put(planned.row, planned.rev, planned.scope, 1)
    return true
  }

  /** Takes local work off a row. @returns whether there was any */
  restore(kind: string, id: string): boolean {
    const image = this.images.get(kind, id)
    if (!image) return false
    if (image.present) this.table(kind).put(image.row, image.rev, image.scope, 0)
    else this.#remove(kind, id)
    this.images.drop(kind, id)
    return true
  }

  /** Ids of the server's rows in a scope. */
  baseIdsIn(kind: string, scope: string): string[] {
    const bare = this.table(kind)
      .idsIn(scope)
      .filter((id) => !this.images.get(kind, id))
    return [...bare, ...this.images.idsIn(kind, scope)]
  }

  /** @param scopeAt of a parent that need not stand in the store as it will */
  scopeOf(kind: AnyKind, row: Row, scopeAt = this.#scopeAt): string | null {
    const rule = kind.scope
    if (rule.type === 'fixed') return rule.scope
    if (rule.type === 'own') return rule.of(row)
    const parent = row[rule.field]
    if (typeof parent !== 'string') return rule.otherwise
    return scopeAt(rule.kind(), parent) ?? rule.otherwise
  }

  #scopeAt = (kind: AnyKind, id: string): string | null => this.table(kind.name).head(id)?.scope ?? null

  knows = (kind: string): boolean => this.#tables.has(kind)

  table(kind: string): KindTable {
    const table = this.#tables.get(kind)
    if (!table) throw new Error(`no table for ${kind}`)
    return table
  }
}
