import type { FeedEntry } from '../../../src-shared/sync/protocol.ts'
import type { BaseRow } from '../store/base-images.ts'
import type { RowStore } from '../store/row-store.ts'
import type { ForeignRows } from './foreign-rows.ts'
import type { Scopes } from './scopes.ts'

/** The server's rows, with the digest of their scopes. Local work is not seen here. */
export class ServerRows {
  readonly #rows: RowStore
  readonly #foreign: ForeignRows
  readonly #scopes: Scopes
  #withImages = true

  constructor(rows: RowStore, foreign: ForeignRows, scopes: Scopes) {
    this.#rows = rows
    this.#foreign = foreign
    this.#scopes = scopes
  }

  /** Before a page: with no local work at all, looking for images of each of its rows is saved. */
  beginPage(): void {
    this.#withImages = !this.#rows.images.none()
  }

  head(kind: string, id: string) {
    return this.#rows.knows(kind) ? this.#rows.baseHead(kind, id, this.#withImages) : this.#foreign.head(kind, id)
  }

  /**
   * A change of the feed. A snapshot may have been ahead of it: an older revision than the one here is passed over, and
   * a row leaves only the scope that it is in.
   * @param isLeftover whether a row of this scope is still what an earlier fetch left: its revision says nothing, since a
   * restored server counts from its copy
   */
  applyEntry(service: string, entry: FeedEntry, isLeftover: (scope: string) => boolean): boolean {
    const head = this.head(entry.kind, entry.id)
    if (entry.op === 'del') {
      if (!head || head.scope !== entry.scope || head.rev > entry.rev) return false
      this.set(service, entry.kind, entry.id, null, head)
      return true
    }
    const isNewer = head !== null && head.rev > entry.rev && !(head.scope !== null && isLeftover(head.scope))
    if (!entry.row || isNewer) return false
    this.set(service, entry.kind, entry.id, { rev: entry.rev, scope: entry.scope, row: entry.row }, head)
    return true
  }

  /** @param before what `head` says, for who knows it already */
  set(service: string, kind: string, id: string, base: BaseRow | null, before = this.head(kind, id)): void {
    if (before && before.rev > 0) this.#scopes.count(service, before.scope, kind, id, before.rev, -1)
    if (this.#rows.knows(kind)) this.#rows.setBase(kind, id, base, this.#withImages)
    else this.#foreign.set(kind, id, base)
    if (!base) this.#rows.left.add(`${kind}/${id}`)
    if (base) this.#scopes.count(service, base.scope, kind, id, base.rev, 1)
  }

  idsIn(service: string, kinds: readonly string[], scope: string): { kind: string; id: string }[] {
    const known = kinds.flatMap((kind) => this.#rows.baseIdsIn(kind, scope).map((id) => ({ kind, id })))
    return [...known, ...this.#foreign.idsIn(service, scope)]
  }
}
