import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import {
  type ContractStep,
  type ContractStore,
  contractKinds,
  describeStore,
  type Script,
} from '../../../src-shared/testing/store-contract.ts'
import { immediate, openDatabase } from '../sqlite/database.ts'
import { platformMigrations } from '../sqlite/platform-migrations.ts'
import { RowStore } from './row-store.ts'

const table = `CREATE TABLE contract_sample (
  id TEXT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE, group_id TEXT, taken_at INTEGER NOT NULL, temperature REAL,
  on_oxygen INTEGER, urgent INTEGER NOT NULL, labels TEXT NOT NULL, detail TEXT,
  rev INTEGER NOT NULL, scope TEXT, pending INTEGER NOT NULL DEFAULT 0
)`

function open(): ContractStore {
  const dir = mkdtempSync(join(tmpdir(), 'carecode-store-'))
  const db = openDatabase(join(dir, 'cache.sqlite'))
  for (const step of platformMigrations) db.exec(step.sql)
  db.exec(table)
  const registry = new Registry([
    { service: 'contract', kinds: contractKinds, commands: [], sequences: [], errors: {} },
  ])
  const rows = new RowStore(db, registry)
  const answer = (step: ContractStep): unknown => {
    if (step.op === 'get') return rows.get(step.kind, step.id)
    if (step.op === 'list') return rows.list(step.kind, step.index, step.key)
    return putBase(rows, step)
  }
  return {
    transaction: <T>(script: () => Script<T>) => immediate(db, () => drive(script(), answer)),
    empty: () => void db.exec('DELETE FROM contract_sample'),
    close() {
      db.close()
      rmSync(dir, { recursive: true })
    },
  }
}

/** Revisions are given by the server; the workstation keeps them. The compare and set stands here for the server's. */
function putBase(rows: RowStore, { kind, row, expected }: Extract<ContractStep, { op: 'put' }>): number {
  if ((rows.baseHead(kind.name, row.id, true)?.rev ?? 0) !== expected) throw new ProblemError('ROW_CHANGED')
  rows.setBase(kind.name, row.id, { rev: expected + 1, scope: 'contract', row: { ...row } }, true)
  return expected + 1
}

function drive<T>(script: Script<T>, answer: (step: ContractStep) => unknown): T {
  let step = script.next()
  while (!step.done) step = script.next(asVersioned(answer(step.value)))
  return step.value
}

function asVersioned(found: unknown): unknown {
  if (Array.isArray(found)) return found.map(asVersioned)
  if (found === null || typeof found !== 'object') return found
  const { row, rev } = found as { row: unknown; rev: number }
  return { row, rev }
}

describeStore('the workstation’s SQLite', open)
