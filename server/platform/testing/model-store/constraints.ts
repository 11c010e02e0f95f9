import { z } from 'zod'
import { type AnyKind, snake } from '../../../../src-shared/kernel/kind.ts'
import type { Row } from '../../store/stored.ts'

/**
 * What the tables of a service's kinds refuse, by name of the kind, in the order of their making. It stands beside the
 * migrations for the model; a test holds it against the real schema.
 */
export type ServiceConstraints = Readonly<Record<string, KindConstraints>>
export interface KindConstraints {
  unique?: readonly Unique[]
  references?: readonly Reference[]
  /** Fields of 32 bits. */
  integers?: readonly string[]
}
export interface Unique {
  name: string
  /** As PostgreSQL writes the index's columns and predicate. */
  definition: string
  /** Null: this row takes no value. */
  key(row: Row): string | null
}
export interface Reference {
  name: string
  field: string
  /** Name of a kind. */
  to: string
  /** Checked at the commit. */
  deferred: boolean
}

/** A null in any field takes no value. `where`: the partial index's predicate, which says no more than that. */
export const unique = (name: string, fields: readonly string[], where = ''): Unique => ({
  name,
  definition: `(facility_id, ${fields.map(snake).join(', ')})${where && ` WHERE (${where})`}`,
  key: (row) => (fields.some((field) => row[field] === null) ? null : JSON.stringify(fields.map((f) => row[f]))),
})

/** With the name that PostgreSQL gives it. */
export const references = (table: string, field: string, to: string, deferred = false): Reference => ({
  name: `${table}_facility_id_${snake(field)}_fkey`,
  field,
  to,
  deferred,
})

/** Fields whose column is a uuid, which keeps small letters only. */
export function uuidFields(kind: AnyKind): string[] {
  return kind.columns.map(({ field }) => field).filter((field) => isUuid(kind.schema.shape[field] as z.ZodType))
}

function isUuid(type: z.ZodType): boolean {
  return type instanceof z.ZodNullable ? isUuid(type.unwrap() as z.ZodType) : type instanceof z.ZodUUID
}
