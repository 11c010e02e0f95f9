/** One step of the cache's schema. Never edited after a release: its checksum is kept in every cache. */
export interface Migration {
  /** `owner/NNNN-what`, unique. */
  id: string
  /** The service whose rows it concerns; null for the platform's own tables. */
  service: string | null
  sql: string
  /** Rows received earlier lack what this step adds: the service's scopes are fetched again. */
  refetch?: boolean
  derived?: Derived
}

/** A table that a trigger fills from another; a first load fills it afterwards, all at once. */
export interface Derived {
  table: string
  /** Of AFTER INSERT. */
  trigger: string
  /** The table's integer key. */
  key: string
  /** INSERT OR REPLACE … SELECT … FROM table, to which a WHERE is put. */
  fill: string
}
