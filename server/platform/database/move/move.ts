import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { ClusterError } from '../../postgres/errors.ts'
import { createPool } from '../../postgres/pool.ts'
import { keepSchema, makeAppendOnly } from '../append-only.ts'
import { keepHome } from '../homes.ts'
import { type Migration, migrateService } from '../migrate.ts'
import { OWN_CHAIN, readPassword } from '../open-schema.ts'
import { forgetPlace, makeControl, type Place, type PlaceState, placeOf, setPlace } from '../place.ts'
import { makeRole } from '../provision.ts'
import { beginCapture, endCapture } from './capture.ts'
import { catchUp, copyAll } from './copy.ts'
import { fence, unfence } from './fence.ts'
import { addReferences, dropReferences, quoted, referencesOf, type Table, tablesOf } from './tables.ts'
import { compare } from './verify.ts'

/** Reached one after the other; each is kept in the databases, so that a move that was killed goes on behind it. */
export type Step = 'begun' | 'noting' | 'copied' | 'caughtUp' | 'fenced' | 'verified' | 'left' | 'arrived' | 'done'

export interface MoveOptions {
  service: string
  migrations: readonly Migration[]
  appendOnly?: readonly string[] | undefined
  /** Folder of `secrets/` and `databases.json`. */
  secretsDir: string
  /** Whoever may make schemas and roles at either end. */
  from: pg.PoolConfig
  to: pg.PoolConfig
  /** As it is kept; null: the database of all services. */
  url: string | null
  /** Without passwords. */
  names: { from: string; to: string }
  onStep: (step: Step) => void | Promise<void>
  onTable?: (table: string, rows: number) => void
  /** Aborted: stops as soon as it can, while the service goes on where it was. */
  signal: AbortSignal
}
export interface Moved {
  tables: number
  rows: number
  /** How long nobody could write; null where a move that had left already was only ended. */
  pausedMs: number | null
}
interface Run extends MoveOptions {
  source: pg.Pool
  target: pg.Pool
  /** Connections of the copy itself. */
  ends: { source: pg.ClientBase; target: pg.ClientBase }
  role: string
  tables: readonly Table[]
  place: Place
}

/** So few changes are brought over within the pause. */
const FEW = 200
const ROUNDS = 100

/** Every cell is written and hashed alike at both ends. */
const ALIKE = `SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 1`

/**
 * Moves a service to another database while it works, or goes on with a move that was cut off. Whatever fails before
 * the old place is left ends with the service going on there. @throws ClusterError
 */
export function moveService(options: MoveOptions): Promise<Moved> {
  return atBothEnds(options, async (run) => {
    if (run.place.state === 'left') {
      const { at: _at, ...arrived } = await arrive(run)
      return { ...arrived, pausedMs: null }
    }
    if (run.place.state !== 'leaving') await goOnThere(run, 'leaving')
    if (!run.place.copied) await copy(run)
    await untilFewAreMissing(run)
    const began = Date.now()
    try {
      await fence(run.source, run)
      await run.onStep('fenced')
      await prove(run)
      requireGoing(run.signal)
      await note(run, { state: 'left', copied: true })
    } catch (error) {
      const isUseless = error instanceof ClusterError && ['MOVE_DIFFERS', 'MOVE_VERSION'].includes(error.code)
      await (isUseless ? takeBack(run) : goOnThere(run, 'leaving'))
      throw error
    }
    await run.onStep('left')
    const { at, ...arrived } = await arrive(run)
    return { ...arrived, pausedMs: at - began }
  })
}

/**
 * The service goes on where it was, and the copy is removed. Where the new database does not answer, what is there stays.
 * @returns whether the copy is removed
 * @throws ClusterError MOVE_NOTHING
 */
export async function undoMove(options: MoveOptions): Promise<boolean> {
  if (await answers(options.to)) {
    await atBothEnds(options, takeBack, true)
    return true
  }
  await takeBackAlone(options)
  return false
}

async function answers(config: pg.PoolConfig): Promise<boolean> {
  const pool = createPool({ ...config, max: 1, connectionTimeoutMillis: 5_000 })
  try {
    await pool.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await pool.end()
  }
}

/** A database that is gone for good must not keep the service closed. */
async function takeBackAlone({ service, from, names }: MoveOptions): Promise<void> {
  const source = createPool({ ...from, max: 4 })
  const client = await source.connect()
  try {
    const place = await placeOf(client, service)
    if (place === null || !UNDER_WAY.includes(place.state))
      throw new ClusterError('MOVE_NOTHING', `${service} is not being moved.`)
    if (place.other !== names.to) throw new ClusterError('MOVE_OTHER', `${service} is on its way to ${place.other}.`)
    if (!(await holds(client, service)))
      throw new ClusterError('MOVE_RUNNING', `${service} is being moved by another process.`)
    await unfence(source, { service, role: await roleOf(source, service), place }, 'stays')
    await endCapture(client, service, await tablesOf(client, service))
  } finally {
    client.release(true)
    await source.end()
  }
}

async function atBothEnds<T>(options: MoveOptions, work: (run: Run) => Promise<T>, isUndo = false): Promise<T> {
  const [source, target] = [options.from, options.to].map((config) => {
    const pool = createPool({ ...config, max: 4 })
    pool.on('connect', (client) => void client.query(ALIKE).catch(() => undefined))
    return pool
  }) as [pg.Pool, pg.Pool]
  const clients: pg.PoolClient[] = []
  const connect = async (pool: pg.Pool) => {
    const client = await pool.connect()
    // whoever asks next hears of it
    client.on('error', () => undefined)
    clients.push(client)
    return client
  }
  try {
    const ends = { source: await connect(source), target: await connect(target) }
    await holdEnds(ends, options.service)
    for (const client of Object.values(ends)) await makeControl(client)
    const place = await placeToLeave(ends, options, isUndo)
    const role = await roleOf(source, options.service)
    const tables = await tablesOf(ends.source, options.service)
    return await work({ ...options, source, target, ends, role, tables, place })
  } finally {
    // their locks end with them
    for (const client of clients) client.release(true)
    await Promise.all([source.end(), target.end()])
  }
}

/** One move of a service at a time. The lock of one database cannot be had twice: so both ends are not the same. */
async function holdEnds({ source, target }: Run['ends'], service: string): Promise<void> {
  if (!(await holds(source, service)))
    throw new ClusterError('MOVE_RUNNING', `${service} is being moved by another process.`)
  if (!(await holds(target, service)))
    throw new ClusterError('MOVE_TARGET_SAME', `${service} is in that database already, or another move holds it.`)
}

/** One that was killed a moment ago may still be inside. */
async function holds(client: pg.ClientBase, service: string): Promise<boolean> {
  for (let tries = 0; tries < 50; tries++) {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS held', [
      `move ${service}`,
    ])
    if (rows[0]?.held) return true
    await pause(100)
  }
  return false
}

const UNDER_WAY: readonly PlaceState[] = ['leaving', 'fencing', 'fenced']

/** Takes up what was begun, or begins. */
async function placeToLeave(ends: Run['ends'], options: MoveOptions, isUndo: boolean): Promise<Place> {
  const { service, names } = options
  const [here, there] = [await placeOf(ends.source, service), await placeOf(ends.target, service)]
  const isUnderWay = here !== null && UNDER_WAY.includes(here.state)
  if (here && isUnderWay && here.other !== names.to)
    throw new ClusterError('MOVE_OTHER', `${service} is on its way to ${here.other}.`)
  if (here && isUnderWay) {
    await announce(ends.target, service, here, names.from)
    return here
  }
  const arrives = there?.state === 'arriving' || there?.state === 'here'
  if (!isUndo && here?.state === 'left' && arrives && there.moveId === here.moveId) return here
  if (here?.state === 'left') throw new ClusterError('SERVICE_MOVED', `${service} has left for ${here.other}.`)
  const { rows } = await ends.source.query<{ owner: string }>(
    'SELECT nspowner::regrole::text AS owner FROM pg_namespace WHERE nspname = $1',
    [service],
  )
  if (!rows[0]) throw new ClusterError('MOVE_NOTHING', `There is no ${service} in ${names.from}.`)
  if (isUndo && there?.state !== 'arriving') throw new ClusterError('MOVE_NOTHING', `${service} is not being moved.`)
  const begun: Place = {
    ...{ state: 'leaving', moveId: randomUUID(), other: names.to, copied: false },
    owner: rows[0].owner.replace(/^"(.*)"$/, '$1'),
  }
  if (isUndo) return begun
  await requireFree(ends.target, service, there)
  await setPlace(ends.source, service, begun)
  await announce(ends.target, service, begun, names.from)
  await options.onStep('begun')
  return begun
}

/** Nobody starts the service there meanwhile. */
const announce = (target: pg.ClientBase, service: string, place: Place, from: string) =>
  setPlace(target, service, { ...place, state: 'arriving', other: from })

/** Free: nothing there, or what this service itself left there when it moved away. */
async function requireFree(target: pg.ClientBase, service: string, there: Place | null): Promise<void> {
  if (there?.state === 'left') return
  const { rowCount } = await target.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [service])
  if (rowCount !== 0) throw new ClusterError('MOVE_TARGET_NOT_EMPTY', `There is a schema ${service} in that database.`)
}

async function roleOf(pool: pg.Pool, service: string): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name')
  return `${rows[0]?.name}_${service}`.slice(0, 63)
}

async function note(run: Run, change: Partial<Place>): Promise<void> {
  run.place = { ...run.place, ...change }
  await setPlace(run.source, run.service, run.place)
}

async function copy(run: Run): Promise<void> {
  const { service, ends, tables } = run
  await beginCapture(ends.source, service, tables)
  await run.onStep('noting')
  // what is noted from here on is missing in the copy; what was noted before is in it
  await ends.source.query('DELETE FROM carecode_move.changed WHERE service = $1', [service])
  await makeEmptySchema(run)
  await copyAll(
    ends,
    tables,
    (table, rows) => run.onTable?.(table, rows),
    () => requireGoing(run.signal),
  )
  for (const table of tables) await ends.target.query(`ANALYZE ${table.sql}`)
  await note(run, { copied: true })
  await run.onStep('copied')
}

/** As the service itself would make it, but nobody can log in, and no reference is looked at yet. */
async function makeEmptySchema({ service, target, ends, ...run }: Run): Promise<void> {
  await ends.target.query(`DROP SCHEMA IF EXISTS ${quoted(service)} CASCADE`)
  const password = await readPassword(run.secretsDir, service)
  if (password === null) throw new ClusterError('CONFIG_WRONG', `secrets/${service}.password is missing.`)
  const { role } = await makeRole(ends.target, service, password)
  await ends.target.query(`ALTER ROLE ${quoted(role)} NOLOGIN`)
  if (run.appendOnly) await keepSchema(target, { schema: service, role })
  const owner = createPool({ ...run.to, max: 1 }, run.appendOnly ? {} : { role })
  try {
    await migrateService(owner, service, run.migrations)
  } finally {
    await owner.end()
  }
  await requireSameSteps({ service, ends })
  await dropReferences(ends.target, service)
  await ends.target.query(`TRUNCATE ${run.tables.map(({ sql }) => sql)}`)
}

async function requireSameSteps({ service, ends }: Pick<Run, 'service' | 'ends'>): Promise<void> {
  const steps = async (client: pg.ClientBase) => {
    const { rows } = await client.query(`SELECT id, checksum FROM ${quoted(service)}.migration ORDER BY position`)
    return JSON.stringify(rows)
  }
  if ((await steps(ends.source)) !== (await steps(ends.target)))
    throw new ClusterError('MOVE_VERSION', `The schema of ${service} is not that of this version.`)
}

/** A newer version of the service may have been started meanwhile, and have changed its tables. */
async function requireSameTables({ service, ends, tables }: Run): Promise<void> {
  const [known, ...now] = [tables, await tablesOf(ends.source, service), await tablesOf(ends.target, service)].map(
    (each) => JSON.stringify(each),
  )
  if (now.some((each) => each !== known))
    throw new ClusterError('MOVE_VERSION', `The schema of ${service} has changed while it was copied.`)
}

async function untilFewAreMissing({ service, ends, tables, signal, onStep }: Run): Promise<void> {
  // where an earlier attempt had come as far as to guard the copy
  await dropReferences(ends.target, service)
  for (const { sql } of tables)
    for (const guard of ['append_only', 'append_only_all'])
      await ends.target.query(`DROP TRIGGER IF EXISTS ${guard} ON ${sql}`)
  for (let round = 0; round < ROUNDS; round++) {
    requireGoing(signal)
    if ((await catchUp(ends, service, tables)) <= FEW) break
  }
  await onStep('caughtUp')
}

/** Within the pause: the last changes, all references, and every row at both ends. @throws ClusterError MOVE_DIFFERS */
async function prove(run: Run): Promise<void> {
  const { service, ends, tables, target, appendOnly } = run
  while ((await catchUp(ends, service, tables)) > 0) requireGoing(run.signal)
  await requireSameTables(run)
  const { differing } = await compare(ends, tables)
  if (differing.length > 0) throw new ClusterError('MOVE_DIFFERS', differing.join('\n'))
  requireGoing(run.signal)
  await addReferences(ends.target, service, await referencesOf(ends.source, service))
  const role = await roleOf(target, service)
  for (const table of appendOnly ?? [OWN_CHAIN]) await makeAppendOnly(target, { schema: service, role }, table)
  await run.onStep('verified')
}

/** The old place is left: from here on there is only forwards. */
async function arrive(run: Run): Promise<Omit<Moved, 'pausedMs'> & { at: number }> {
  const { service, ends, tables, place, names, target } = run
  const role = await roleOf(target, service)
  await ends.target.query(`ALTER ROLE ${quoted(role)} LOGIN`)
  await setPlace(ends.target, service, { ...place, state: 'here', other: names.from })
  await keepHome(run.secretsDir, service, { url: run.url, role })
  const at = Date.now()
  await run.onStep('arrived')
  await endCapture(ends.source, service, tables)
  const rows = await countOf(ends.source, tables)
  await run.onStep('done')
  return { tables: tables.length, rows, at }
}

async function countOf(client: pg.ClientBase, tables: readonly Table[]): Promise<number> {
  let sum = 0
  for (const { sql } of tables) sum += Number((await client.query(`SELECT count(*) AS n FROM ${sql}`)).rows[0].n)
  return sum
}

/** Also where the connections of the copy are broken: with others of the pool. */
async function goOnThere(run: Run, then: 'leaving' | 'stays'): Promise<void> {
  await unfence(run.source, run, then)
  run.place = { ...run.place, state: 'leaving' }
}

async function takeBack(run: Run): Promise<void> {
  const { service, ends, tables, source, target } = run
  await goOnThere(run, 'stays')
  await endCapture(ends.source, service, tables)
  await target.query(`DROP SCHEMA IF EXISTS ${quoted(service)} CASCADE`)
  await forgetPlace(target, service)
  await forgetPlace(source, service)
}

function requireGoing(signal: AbortSignal): void {
  if (signal.aborted) throw new ClusterError('MOVE_STOPPED', 'Stopped. The service goes on where it was.')
}
