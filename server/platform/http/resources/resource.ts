import { z } from 'zod'
import type { Authorised } from '../../../../src-shared/kernel/authorise.ts'
import type { Problem } from '../../../../src-shared/kernel/errors.ts'
import type { AnyKind } from '../../../../src-shared/kernel/kind.ts'
import type { Row, Stored } from '../../store/stored.ts'
import { etagOf } from './etag.ts'

/** A condition on the row `t`. `$n` counts from the number that it is given. */
export interface Narrowed {
  sql: string
  values: readonly unknown[]
}

/** Rows of one kind, for other systems: /v1/<service>/<name> and /v1/<service>/<name>/:id. */
export interface Resource {
  name: string
  kind: AnyKind
  /** For administrators. */
  summary: string
  /** `seated`: what is a patient's, see decision 0053. */
  access: 'person' | 'seated' | 'administrator'
  /** Fields of the kind, in a list and of one row; left out: all. */
  listed?: readonly string[]
  /** Fields that a list may be asked for; each has an index, or few rows. */
  filters: readonly string[]
  /** What this person's lists are narrowed to; null: nothing is kept from her. */
  narrow?(person: Authorised, from: number): Narrowed | null
  /** Why this person is not shown the row; null: she is. */
  shut?(person: Authorised, row: Row): Promise<Problem | null>
  /** Whose data a row is; every reading of it leaves a line in the audit. Left out: nobody's. */
  patientOf?(row: Row): string
  /** Commands that may be sent to a row, whose id they take as `idField`. */
  changes?: { idField: string; commands: readonly string[] }
}

const shapeOf = ({ kind }: Resource, fields: readonly string[]): z.ZodRawShape => {
  const all = kind.schema.shape as Record<string, z.ZodType>
  return Object.fromEntries(['id', ...fields].map((field) => [field, all[field] as z.ZodType]))
}
const fieldsOf = ({ kind }: Resource) => kind.columns.map(({ field }) => field).filter((field) => field !== 'id')

export const shown = (resource: Resource, isListed: boolean): string[] =>
  isListed && resource.listed ? [...resource.listed] : fieldsOf(resource)

/** One row as it is answered. */
export const viewSchema = (resource: Resource, isListed: boolean) =>
  z.strictObject({ ...shapeOf(resource, shown(resource, isListed)), etag: z.string() })

export function viewOf(resource: Resource, epoch: string, { row, rev }: Stored, isListed: boolean) {
  const fields = shown(resource, isListed)
  const own = Object.fromEntries(['id', ...fields].map((field) => [field, row[field]]))
  return { ...own, etag: tagOf(resource, epoch, { row, rev }) }
}

/** The fields are in it: where a later version shows more of a row, nobody keeps the old view of it. */
export const tagOf = (resource: Resource, epoch: string, { row, rev }: Pick<Stored, 'row' | 'rev'>): string =>
  etagOf([epoch, resource.kind.name, row.id, rev, shown(resource, false).join()])
