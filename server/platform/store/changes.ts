import { addRow, emptySum, type Sum } from '../../../src-shared/sync/digest.ts'
import type { Row } from './stored.ts'

/** A feed entry that has no version yet. */
export interface Change {
  op: 'put' | 'del'
  kind: string
  id: string
  rev: number
  scope: string
  row: Row | null
}
interface Place {
  rev: number
  scope: string
}

/** The feed entries of one transaction and what they do to the sums of their scopes. */
export class Changes {
  readonly entries: Change[] = []
  /** What is added to the stored sums, modulo 2^32; `rows` may be negative. */
  readonly sums = new Map<string, Sum>()

  /** A row's content or scope has changed. In feed order it leaves its old scope before it enters the new one. */
  add(kind: string, before: Place | null, after: Place & { row: Row }): void {
    const { row, rev, scope } = after
    if (before) this.#count(before.scope, kind, row.id, before.rev, -1)
    if (before && before.scope !== scope)
      this.entries.push({ op: 'del', kind, id: row.id, rev, scope: before.scope, row: null })
    this.#count(scope, kind, row.id, rev, 1)
    this.entries.push({ op: 'put', kind, id: row.id, rev, scope, row })
  }

  #count(scope: string, kind: string, id: string, rev: number, sign: 1 | -1): void {
    const sum = this.sums.get(scope) ?? emptySum()
    this.sums.set(scope, sum)
    addRow(sum, kind, id, rev, sign)
  }
}
