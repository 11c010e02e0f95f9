import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseState } from '../../postgres/away.ts'
import { createPool } from '../../postgres/pool.ts'
import { createDatabase, dropDatabase } from '../../postgres/testing.ts'
import { openSchema, readPassword } from '../open-schema.ts'
import { LEDGER, ledgerMigrations } from '../testing/ledger.ts'
import type { Killed } from '../testing/move-child.ts'
import { type MoveOptions, moveService, type Step, undoMove } from './move.ts'

const STEPS: Step[] = ['begun', 'noting', 'copied', 'caughtUp', 'fenced', 'verified', 'left', 'arrived', 'done']
const root = randomUUID()

let [names, configs] = [[] as string[], [] as pg.PoolConfig[]]
let dir: string
let pool: pg.Pool

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-move-'))
  names = ['a', 'b'].map((end) => `test_move_${end}_${randomUUID().slice(0, 8)}`)
  configs = []
  for (const name of names) configs.push(await createDatabase(name))
  pool = await open()
  await pool.query(`INSERT INTO account VALUES ($1, 'root', 0, NULL)`, [root])
  await pool.query(
    String.raw`INSERT INTO entry SELECT $1, -n, '{"note":"a\u0000b \ud800"}', ARRAY['a,b', NULL, '"'], 'NaN', 0.10, now(), '\x00ff' FROM generate_series(1, 5000) n`,
    [root],
  )
  await pool.query(`INSERT INTO "order" VALUES (1, $1, -7)`, [root])
  await pool.query(`INSERT INTO audit VALUES (0, 'first')`)
  await pool.query('INSERT INTO feed_counter VALUES (1, 0)')
})
afterEach(async () => {
  await pool.end()
  for (const name of names) await dropDatabase(name)
  rmSync(dir, { recursive: true, force: true })
})

const open = async () =>
  (await openSchema(configs[0] ?? {}, { service: LEDGER, migrations: ledgerMigrations, secretsDir: dir })).pool

const urlOf = ({ host, port, user, password, database }: pg.PoolConfig) =>
  `postgresql:///${database}?${new URLSearchParams({ host: `${host}`, port: `${port}`, user: `${user}`, password: `${password}` })}`

function there(change: Partial<MoveOptions> = {}): MoveOptions {
  const [from, to] = configs as [pg.PoolConfig, pg.PoolConfig]
  return {
    ...{ service: LEDGER, migrations: ledgerMigrations, secretsDir: dir, from, to, url: urlOf(to) },
    ...{ names: { from: 'a', to: 'b' }, onStep: () => undefined, signal: new AbortController().signal },
    ...change,
  }
}
const back = (): MoveOptions => {
  const { from, to } = there()
  return there({ from: to, to: from, url: null, names: { from: 'b', to: 'a' } })
}

/** Writers as services are: an entry is acknowledged once its transaction is committed, and tried again where it is not. */
function writers() {
  const [acknowledged, unknown, errors] = [[] as number[], new Set<number>(), [] as unknown[]]
  let [going, next] = [true, 1]
  const write = async (n: number) => {
    const client = await pool.connect()
    let broken: Error | undefined
    client.on('error', (error) => {
      broken = error
    })
    try {
      await client.query('BEGIN')
      await client.query('UPDATE feed_counter SET ver = ver + 1')
      await client.query('INSERT INTO audit VALUES ($1, $2)', [n, `line ${n}`])
      await client.query(`INSERT INTO entry (account, n, body) VALUES ($1, $2, '{}')`, [root, n])
      const id = randomUUID()
      // a unique value that goes from one row to the next, and rows that go
      await client.query('UPDATE account SET holds = NULL WHERE holds = $1', [n - 1])
      await client.query('INSERT INTO account VALUES ($1, $2, $3, $4)', [id, `a ${n}`, n, root])
      await client.query('DELETE FROM entry WHERE account = $1 AND n = $2', [root, -1000 - n])
      await client.query('COMMIT')
      acknowledged.push(n)
    } catch (error) {
      unknown.add(n)
      if (databaseState(error) !== 'away') errors.push(error)
      await pause(10)
    } finally {
      client.release(broken ?? true)
    }
  }
  const work = async () => {
    while (going)
      await write(next++).catch((error) => {
        if (databaseState(error) !== 'away') errors.push(error)
        return pause(10)
      })
  }
  const running = Promise.all([work(), work(), work()])
  return {
    acknowledged,
    stop: async () => {
      going = false
      await running
      expect(errors).toEqual([])
      const { rows } = await pool.query('SELECT n::int FROM entry WHERE n > 0 ORDER BY n')
      const found = rows.map(({ n }) => n as number)
      expect(acknowledged.filter((n) => !found.includes(n))).toEqual([])
      expect(found.filter((n) => !acknowledged.includes(n) && !unknown.has(n))).toEqual([])
      const { rows: counted } = await pool.query(
        `SELECT (SELECT ver FROM feed_counter)::int AS ver, (SELECT count(*) - 1 FROM audit)::int AS links`,
      )
      expect(counted[0]).toEqual({ ver: found.length, links: found.length })
    },
  }
}

const databaseNow = async () => (await pool.query('SELECT current_database() AS name')).rows[0].name

describe('a service that is moved while it works', () => {
  it('given writers, when it is moved there and back, then nothing acknowledged is lost or doubled, and it ends where it began', async () => {
    const load = writers()
    await pause(200)
    const moved = await moveService(there())
    expect(moved.tables).toBe(6)
    expect(moved.pausedMs).toBeLessThan(5_000)
    const atMove = load.acknowledged.length
    await pause(300)
    expect(load.acknowledged.length).toBeGreaterThan(atMove)
    expect(await databaseNow()).toBe(names[1])
    await moveService(back())
    await pause(200)
    expect(await databaseNow()).toBe(names[0])
    await load.stop()
    await pool.end()
    pool = await open()
    expect(await databaseNow()).toBe(names[0])
  })

  it.each(STEPS)(
    'given a mover that is killed at “%s”, when it is run again, then it ends, and nothing is lost',
    async (at) => {
      const load = writers()
      await killedAt(at)
      await pause(100)
      const again = moveService(there())
      // behind its end there is nothing left to do, or only to say so
      await again
      expect(await databaseNow()).toBe(names[1])
      await pause(100)
      await load.stop()
    },
  )

  it.each(STEPS.slice(0, 6))(
    'given a mover that is killed at “%s”, when it is taken back, then the service goes on where it was',
    async (at) => {
      const load = writers()
      await killedAt(at)
      await undoMove(there())
      await pause(100)
      expect(await databaseNow()).toBe(names[0])
      await load.stop()
      expect(
        (await pool.query(`SELECT count(*)::int AS n FROM pg_trigger WHERE tgname = 'carecode_move'`)).rows,
      ).toEqual([{ n: 0 }])
      await pool.end()
      pool = await open()
      await expect(undoMove(there())).rejects.toMatchObject({ code: 'MOVE_NOTHING' })
    },
  )

  it('given a row that differs in the copy, then the move is taken back by itself', async () => {
    const load = writers()
    const spoil = async (step: Step) => {
      if (step !== 'fenced') return
      const copy = createPool(configs[1] ?? {})
      await copy.query(`UPDATE ledger.entry SET amount = 0.1 WHERE n = -9`)
      await copy.end()
    }
    await expect(moveService(there({ onStep: spoil }))).rejects.toMatchObject({
      code: 'MOVE_DIFFERS',
      message: expect.stringContaining('entry: '),
    })
    await pause(200)
    expect(await databaseNow()).toBe(names[0])
    await load.stop()
    await moveService(there())
    expect(await databaseNow()).toBe(names[1])
  })

  it.each(STEPS.slice(0, 6))(
    'given that it is stopped at “%s”, then the service goes on, and the same command ends the move',
    async (at) => {
      const load = writers()
      const stopping = new AbortController()
      const onStep = (step: Step) => {
        if (step === at) stopping.abort()
      }
      await expect(moveService(there({ onStep, signal: stopping.signal }))).rejects.toMatchObject({
        code: 'MOVE_STOPPED',
      })
      await pause(100)
      expect(await databaseNow()).toBe(names[0])
      await moveService(there())
      await load.stop()
      expect(await databaseNow()).toBe(names[1])
    },
  )
})

describe('what comes between', () => {
  it('given that the new database is gone while the service is closed, when the move is taken back, then the service goes on', async () => {
    const load = writers()
    await killedAt('fenced')
    await dropDatabase(names[1] ?? '')
    expect(await undoMove(there())).toBe(false)
    await pause(100)
    expect(await databaseNow()).toBe(names[0])
    await load.stop()
    await pool.end()
    pool = await open()
    await expect(undoMove(there())).rejects.toMatchObject({ code: 'MOVE_NOTHING' })
  })

  it('given a newer version that changes its tables while they are copied, then the move is taken back, and made anew', async () => {
    const newer = [...ledgerMigrations, { id: '0002-colour', sql: `ALTER TABLE account ADD COLUMN colour text` }]
    const onStep = async (step: Step) => {
      if (step !== 'caughtUp') return
      const started = await openSchema(configs[0] ?? {}, { service: LEDGER, migrations: newer, secretsDir: dir })
      await started.pool.query(`UPDATE account SET colour = 'red'`)
      await started.pool.end()
    }
    await expect(moveService(there({ onStep }))).rejects.toMatchObject({ code: 'MOVE_VERSION' })
    expect(await databaseNow()).toBe(names[0])
    await expect(moveService(there())).rejects.toMatchObject({ code: 'MOVE_VERSION' })
    await undoMove(there())
    await moveService(there({ migrations: newer }))
    expect(await databaseNow()).toBe(names[1])
    expect((await pool.query('SELECT colour FROM account')).rows).toEqual([{ colour: 'red' }])
  })
})

describe('a database of the hospital’s own', () => {
  it('given accounts that are no superusers, when a service is moved there and back, then their rights are enough', async () => {
    await pool.end()
    for (const [i, config] of configs.entries()) {
      const admin = createPool(config)
      const user = `${names[i]}_owner`
      await admin.query(`DROP SCHEMA IF EXISTS ledger CASCADE; DROP SCHEMA IF EXISTS append_only CASCADE`)
      await admin.query(`DROP OWNED BY "${names[0]}_ledger"`).catch(() => undefined)
      await admin.query(`DROP ROLE IF EXISTS "${names[i]}_ledger"`)
      await admin.query(
        `CREATE ROLE "${user}" LOGIN CREATEROLE PASSWORD 'owner'; ALTER DATABASE "${names[i]}" OWNER TO "${user}"`,
      )
      await admin.end()
      configs[i] = { ...config, user, password: 'owner' }
    }
    pool = await open()
    await pool.query('INSERT INTO feed_counter VALUES (1, 0)')
    await pool.query(`INSERT INTO account VALUES ($1, 'root', 0, NULL)`, [root])
    const load = writers()
    await pause(100)
    await moveService(there())
    expect(await databaseNow()).toBe(names[1])
    await pause(100)
    await moveService(back())
    expect(await databaseNow()).toBe(names[0])
    await pool.query(`INSERT INTO audit VALUES (0, 'first')`)
    await load.stop()
    await expect(pool.query('DELETE FROM audit')).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the place that was left', () => {
  it('given a process that has not heard of the move, then it can neither write there nor start there', async () => {
    const deaf = createPool({ ...configs[0], user: `${names[0]}_ledger`, password: await passwordOf() })
    const inside = await deaf.connect()
    inside.on('error', () => undefined)
    const onStep = async (step: Step) => {
      if (step !== 'caughtUp') return
      await inside.query('BEGIN')
      await inside.query(`UPDATE feed_counter SET ver = 99`)
    }
    await moveService(there({ onStep }))
    await expect(inside.query('COMMIT')).rejects.toThrow()
    inside.release(true)
    await expect(deaf.query(`UPDATE ledger.feed_counter SET ver = 99`)).rejects.toMatchObject({ code: '28000' })
    await deaf.end()
    const otherDir = mkdtempSync(join(tmpdir(), 'carecode-deaf-'))
    const start = openSchema(configs[0] ?? {}, { service: LEDGER, migrations: ledgerMigrations, secretsDir: otherDir })
    await expect(start).rejects.toMatchObject({ code: 'SERVICE_MOVED', message: expect.stringContaining('for b') })
    rmSync(otherDir, { recursive: true })
    expect((await pool.query('SELECT ver::int FROM feed_counter')).rows).toEqual([{ ver: 0 }])
    // an older version of the program gives the role its login again: the schema is closed to it all the same
    const admin = createPool(configs[0] ?? {})
    await admin.query(`ALTER ROLE "${names[0]}_ledger" LOGIN`)
    const old = createPool({ ...configs[0], user: `${names[0]}_ledger`, password: await passwordOf() })
    await expect(old.query('UPDATE ledger.feed_counter SET ver = 99')).rejects.toMatchObject({ code: '42501' })
    await Promise.all([admin.end(), old.end()])
  })

  it('given a schema in the new database that is not of this move, then it is not touched', async () => {
    const admin = createPool(configs[1] ?? {})
    await admin.query('CREATE SCHEMA ledger; CREATE TABLE ledger.precious (id integer PRIMARY KEY)')
    await expect(moveService(there())).rejects.toMatchObject({ code: 'MOVE_TARGET_NOT_EMPTY' })
    await admin.query('TABLE ledger.precious')
    await admin.end()
    await expect(moveService(there({ to: configs[0] ?? {} }))).rejects.toMatchObject({ code: 'MOVE_TARGET_SAME' })
  })

  it('given a move that is under way, when another address is named, then it is refused', async () => {
    await killedAt('copied')
    await expect(moveService(there({ names: { from: 'a', to: 'c' } }))).rejects.toMatchObject({ code: 'MOVE_OTHER' })
  })
})

const passwordOf = () => readPassword(dir, LEDGER).then((password) => password ?? '')

async function killedAt(at: Step): Promise<void> {
  const { secretsDir, from, to, url, names: ends } = there()
  const killed: Killed = { secretsDir, from, to, url, names: ends, at }
  const child = fork(join(import.meta.dirname, '../testing/move-child.ts'), [JSON.stringify(killed)], {
    stdio: 'inherit',
  })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
}
