import { z } from 'zod'

export type Scalar = string | number | boolean | null
export type ColumnType = 'text' | 'number' | 'boolean' | 'json'
export interface Column {
  field: string
  column: string
  type: ColumnType
  nullable: boolean
}

/**
 * Where a row is sent. `fixed`: always that scope. `parent`: wherever the row named by `field` is; moves with it.
 * A row without parent (field is null) is in `otherwise`.
 */
export type ScopeRule<Row> =
  | { type: 'fixed'; scope: string }
  | { type: 'own'; of: (row: Row) => string }
  | { type: 'parent'; kind: () => AnyKind; field: keyof Row & string; otherwise: string }

/** A kind of row: one table on either side, named `service_name` in SQLite and `service.name` in PostgreSQL. */
export interface Kind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  name: string
  service: string
  /** snake_case, without the service. */
  table: string
  schema: z.ZodObject<Shape>
  columns: readonly Column[]
  /** Declared indexes: the only fields that `list` may be asked for. */
  indexes: Readonly<Record<string, readonly string[]>>
  scope: ScopeRule<Row<Shape>>
}
// biome-ignore lint/suspicious/noExplicitAny: a kind of any shape; rows are validated by its schema at every border
export type AnyKind = Kind<any>
type Row<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> & { id: string }
export type RowOf<K extends AnyKind> = z.output<K['schema']> & { id: string }

interface KindDefinition<Shape extends z.ZodRawShape> {
  name: `${string}.${string}`
  fields: Shape
  indexes?: Record<string, readonly (keyof Shape & string)[]>
  scope: ScopeRule<Row<Shape>>
}

/** Declares a kind. Every field is present in every row (null, never undefined), so both stores hold the same. */
export function kind<Shape extends z.ZodRawShape>(definition: KindDefinition<Shape>): Kind<Shape & { id: z.ZodUUID }> {
  const [service, local] = definition.name.split('.') as [string, string]
  const schema = z.strictObject({ id: z.uuid(), ...definition.fields })
  return {
    name: definition.name,
    service,
    table: snake(local),
    schema,
    columns: Object.entries(schema.shape).map(([field, type]) => column(field, type as z.ZodType)),
    indexes: definition.indexes ?? {},
    scope: definition.scope,
  } as unknown as Kind<Shape & { id: z.ZodUUID }>
}

export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function column(field: string, type: z.ZodType): Column {
  const nullable = type.safeParse(null).success
  return { field, column: snake(field), type: columnType(unwrap(type)), nullable }
}

function unwrap(type: z.ZodType): z.ZodType {
  return type instanceof z.ZodNullable ? unwrap(type.unwrap() as z.ZodType) : type
}

function columnType(type: z.ZodType): ColumnType {
  if (type instanceof z.ZodUnion) return columnType(unwrap(type.options[0] as z.ZodType))
  if (type instanceof z.ZodLiteral) return typeof type.value === 'number' ? 'number' : 'text'
  if (type instanceof z.ZodBoolean) return 'boolean'
  if (type instanceof z.ZodNumber) return 'number'
  if (type instanceof z.ZodObject || type instanceof z.ZodArray || type instanceof z.ZodRecord) return 'json'
  return 'text'
}
