import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { registry } from '../../../src-shared/domains/registry.ts'
import { type Database, openDatabase } from '../sqlite/database.ts'
import { allMigrations } from '../sync/testing/rig.ts'
import { tableOf } from './kind-table.ts'

const dir = mkdtempSync(join(tmpdir(), 'carecode-columns-'))
let db: Database
beforeAll(() => {
  db = openDatabase(join(dir, 'cache.sqlite'))
  for (const step of allMigrations) db.exec(step.sql)
})
afterAll(() => {
  db.close()
  rmSync(dir, { recursive: true })
})

const kinds = registry.domains.flatMap((domain) => domain.kinds)
interface Info {
  name: string
  notnull: number
}

it.each(kinds.map((kind) => [kind.name, kind] as const))(
  'given the kind %s, then its table has just its columns',
  (_, kind) => {
    const found = db.pragma(`table_info(${tableOf(kind)})`) as Info[]
    const own = found.filter(({ name }) => !['rev', 'scope', 'pending', 'search_id'].includes(name))
    const nullable = (name: string) => found.find((column) => column.name === name)?.notnull === 0
    expect(own.map(({ name }) => name).sort()).toEqual(kind.columns.map(({ column }) => column).sort())
    for (const column of kind.columns)
      expect([column.column, nullable(column.column)]).toEqual([column.column, column.nullable])
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(['rev', 'scope', 'pending']))
  },
)

const lists = kinds.flatMap((kind) =>
  Object.entries(kind.indexes).map(([index, fields]) => [kind, index, fields] as const),
)
it.each(lists)('given a list of %o by %s, then an index answers it', (kind, _, fields) => {
  const column = (field: string) => kind.columns.find((one) => one.field === field)?.column
  const where = fields.map((field) => `${column(field)} IS ?`).join(' AND ')
  const plan = db
    .prepare(`EXPLAIN QUERY PLAN SELECT * FROM ${tableOf(kind)} WHERE ${where} ORDER BY id`)
    .all(...fields.map(() => 'x'))
  expect(JSON.stringify(plan)).toContain('USING INDEX')
})
