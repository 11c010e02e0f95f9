import type { AnyKind, Column } from '../../../../src-shared/kernel/kind.ts'
import type { Row, Stored } from '../stored.ts'

/** From the cells of a `KindTable` statement: id, rev, scope, then the kind's columns. */
export function storedOf(kind: AnyKind, cells: readonly unknown[]): Stored {
  const row: Record<string, unknown> = {}
  kind.columns.forEach((column, i) => {
    row[column.field] = decode(column, cells[i + 3])
  })
  return { row: row as Row, rev: Number(cells[1]), scope: cells[2] as string }
}

/** The driver gives bigint as text unless the pool was told otherwise. */
const decode = (column: Column, cell: unknown) =>
  column.type === 'number' && typeof cell === 'string' ? Number(cell) : cell
