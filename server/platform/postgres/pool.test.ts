import { describe, expect, test } from 'vitest'
import { createPool } from './pool.ts'
import { createDatabase, dropDatabase, withTestDatabase } from './testing.ts'

describe('a pool', () => {
  const database = withTestDatabase()

  test('gives int8 as exact numbers, alone and in arrays', async () => {
    const { rows } = await database
      .pool()
      .query("SELECT count(*) AS n, 9007199254740991::int8 AS top, '{{1,NULL}}'::int8[] AS list, NULL::int8 AS none")
    expect(rows).toEqual([{ n: 1, top: 9_007_199_254_740_991, list: [[1, null]], none: null }])
  })

  test('refuses an int8 that a number would round', async () => {
    await expect(database.pool().query('SELECT 9007199254740993::int8')).rejects.toThrow(RangeError)
  })

  test('acts as the named role, and does not get out of it', async () => {
    const name = `ward clerk ${process.pid}`
    const admin = database.pool()
    await admin.query(`CREATE ROLE "${name}"`)
    try {
      const pool = database.pool({ role: name })
      await pool.query('RESET ROLE')
      expect((await pool.query('SELECT current_user AS who')).rows).toEqual([{ who: name }])
      await expect(pool.query('CREATE ROLE other')).rejects.toMatchObject({ code: '42501' })
    } finally {
      await admin.query(`DROP ROLE "${name}"`)
    }
  })

  test('outlives a connection that the database ends', async () => {
    const pool = database.pool()
    const pid = (await pool.query('SELECT pg_backend_pid() AS pid')).rows[0].pid
    await database.pool().query('SELECT pg_terminate_backend($1, 5000)', [pid])
    await expect.poll(() => pool.idleCount).toBe(0)
    expect((await pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }])
  })
})

describe('test databases', () => {
  const database = withTestDatabase()

  test('begin empty, or as a copy of their template', async () => {
    const template = `template_${process.pid}`
    const copy = `copy_${process.pid}`
    const original = createPool(await createDatabase(template))
    await original.query('CREATE TABLE ward AS SELECT 3 AS number')
    await original.end()
    const copied = createPool(await createDatabase(copy, { template }))
    expect((await copied.query('SELECT number FROM ward')).rows).toEqual([{ number: 3 }])
    await copied.end()
    await dropDatabase(copy)
    await dropDatabase(template)
    await expect(database.pool().query('SELECT number FROM ward')).rejects.toMatchObject({ code: '42P01' })
  })
})
