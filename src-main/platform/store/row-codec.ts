import type { AnyKind, Column } from '../../../src-shared/kernel/kind.ts'

export type Row = Record<string, unknown> & { id: string }
type Cell = string | number | null

/** A row's values in the order of the kind's columns, as SQLite keeps them. A field that is not there counts as null. */
export const encodeRow = (kind: AnyKind, row: Record<string, unknown>): Cell[] =>
  kind.columns.map((column) => encodeCell(column, row[column.field]))

function encodeCell(column: Column, value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (column.type === 'boolean') return value ? 1 : 0
  if (column.type === 'json') return JSON.stringify(value)
  return value as Cell
}

/** The kind's row out of a row of its table. */
export function decodeRow(kind: AnyKind, cells: Record<string, unknown>): Row {
  const row: Record<string, unknown> = {}
  for (const column of kind.columns) row[column.field] = decodeCell(column, cells[column.column])
  return row as Row
}

function decodeCell(column: Column, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (column.type === 'boolean') return value === 1
  if (column.type === 'json') return JSON.parse(value as string)
  return value
}
