export type Row = Record<string, unknown> & { id: string }
/** A row as the store has it. */
export interface Stored {
  row: Row
  rev: number
  scope: string
}
