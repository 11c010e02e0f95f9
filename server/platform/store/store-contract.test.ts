import { Registry } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import {
  type ContractStep,
  type ContractStore,
  contractKinds,
  describeStore,
  type Script,
  type Versioned,
} from '../../../src-shared/testing/store-contract.ts'
import { withTestDatabase } from '../postgres/testing.ts'
import { unique } from '../testing/model-store/constraints.ts'
import { modelStore } from '../testing/model-store/store.ts'
import { Conflict, failureOf } from './failure.ts'
import { flush } from './flush.ts'
import { loadAll } from './load.ts'
import type { ServiceStore, ServiceTx } from './port.ts'
import { postgresStore } from './postgres/store.ts'
import { NOT_LOADED, RowBuffer } from './row-buffer.ts'
import type { Stored } from './stored.ts'

const FACILITY = '00000000-0000-7000-8000-00000000000f'
const database = withTestDatabase()

const registry = new Registry([{ service: 'contract', kinds: contractKinds, commands: [], sequences: [], errors: {} }])

describeStore('PostgreSQL', async (): Promise<ContractStore> => {
  const pool = database.pool()
  await pool.query(`CREATE SCHEMA contract; CREATE TABLE contract.sample (
    facility_id uuid NOT NULL, id uuid NOT NULL, rev integer NOT NULL, scope text NOT NULL,
    code text NOT NULL, group_id uuid, taken_at bigint NOT NULL, temperature double precision, on_oxygen boolean,
    urgent boolean NOT NULL, labels jsonb NOT NULL, detail jsonb,
    PRIMARY KEY (facility_id, id), CONSTRAINT sample_code_key UNIQUE (facility_id, code))`)
  const store = postgresStore({ pool, registry, service: 'contract', facilityId: FACILITY })
  return {
    transaction: (script) => transaction(store, script),
    empty: async () => void (await pool.query('TRUNCATE contract.sample')),
    close: () => undefined,
  }
})

describeStore('the model of PostgreSQL', (): ContractStore => {
  const constraints = { 'contract.sample': { unique: [unique('sample_code_key', ['code'])] } }
  const store = modelStore({ registry, service: 'contract', constraints })
  const nothing = store.copy()
  return {
    transaction: (script) => transaction(store, script),
    empty: () => store.restore(nothing),
    close: () => undefined,
  }
})

const transaction = <T>(store: ServiceStore, script: () => Script<T>): Promise<T> =>
  asProblem(
    store.transaction(async (tx) => {
      const buffer = new RowBuffer()
      const result = await play(tx, buffer, script())
      await flush(tx, buffer, contractKinds, async () => undefined)
      return result
    }),
  )

async function asProblem<T>(running: Promise<T>): Promise<T> {
  try {
    return await running
  } catch (error) {
    const problem = failureOf(error)?.problem
    throw problem ? new ProblemError(problem.code, problem.params) : error
  }
}

async function play<T>(tx: ServiceTx, buffer: RowBuffer, script: Script<T>): Promise<T> {
  let step = script.next()
  while (!step.done) {
    try {
      step = script.next(await answer(tx, buffer, step.value))
    } catch (error) {
      step = script.throw(error)
    }
  }
  return step.value
}

/** The buffer keeps revisions to itself; the contract asks for them. */
async function answer(tx: ServiceTx, buffer: RowBuffer, step: ContractStep): Promise<unknown> {
  if (step.op === 'put') return put(tx, buffer, step)
  if (buffer.answer(step) === NOT_LOADED) await loadAll(tx, buffer, [step])
  const found = buffer.answer(step)
  if (step.op === 'list') return (found as { id: string }[]).map((row) => versioned(buffer, step.kind, row))
  return found === null ? null : versioned(buffer, step.kind, found as { id: string })
}

async function put(tx: ServiceTx, buffer: RowBuffer, { kind, row, expected }: ContractStep & { op: 'put' }) {
  await loadAll(tx, buffer, [{ op: 'get', kind, id: row.id }])
  const found = buffer.answer({ op: 'get', kind, id: row.id }) as { id: string } | null
  if ((found ? versioned(buffer, kind, found).rev : 0) !== expected) throw new Conflict(row.id)
  buffer.put([{ kind, row }])
  return expected + 1
}

function versioned(buffer: RowBuffer, kind: ContractStep['kind'], row: { id: string }): Versioned {
  const pending = buffer.putsOf(kind).get(row.id)
  const base: Stored | null | undefined = pending ? pending.base : buffer.baseOf(kind, row.id)
  return { row, rev: (base?.rev ?? 0) + (pending ? 1 : 0) }
}
