/** What the parent asks of a workstation process, and what it is told; saved entries come by the output instead. */
export type Ask = { ask: 'save'; on: boolean } | { ask: 'sync' } | { ask: 'stand'; whole: boolean }
export type Told = { told: 'ready' } | { told: 'synced' } | ({ told: 'stand' } & Stand)

/** A line of its output: an entry that is durable on that workstation. */
export interface Saved {
  commandId: string
  name: string
  version: number
  /** Row that the entry made or marked. */
  kind: string
  id: string
  /** Set where the entry marks a row as entered in error. */
  inError: boolean
}

export interface Stand {
  toSend: number
  /** Unsettled work: overlays, scopes still loading. */
  open: number
  /** Entries held back here for a person, because what they build on was refused. */
  blocked: string[]
  /** SHA-256 of all rows by table, and whether the audit holds; left out where not the whole was asked for. */
  hashes: Record<string, string>
  auditWhole: boolean
  /** By service. */
  epochs: Record<string, string | null>
  /** What keeps it from sending or receiving, by service. */
  problems: string[]
}
