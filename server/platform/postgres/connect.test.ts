import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { resolveDatabase } from './connect.ts'
import { createPool } from './pool.ts'

let base: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'connect-test-'))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

describe('the database of the server', () => {
  test('is the one of DATABASE_URL, and then no cluster is made', async () => {
    const url = 'postgresql://carecode:secret@db.hospital.example:5432/carecode'
    const database = await resolveDatabase({ DATABASE_URL: url }, join(base, 'db'))
    await database.stop()
    expect(database.admin).toEqual({ connectionString: url })
    expect(existsSync(join(base, 'db'))).toBe(false)
  })

  test('a malformed DATABASE_URL is refused without telling its password', async () => {
    const refused = resolveDatabase({ DATABASE_URL: 'mysql://carecode:secret@db/carecode' }, join(base, 'db'))
    await expect(refused).rejects.toMatchObject({
      code: 'PG_URL_INVALID',
      message: expect.not.stringContaining('secret'),
    })
  })

  test('is else a private cluster that ends with stop', async () => {
    const database = await resolveDatabase({}, join(base, 'db'))
    const pool = createPool(database.admin)
    expect((await pool.query('SELECT current_database() AS name')).rows).toEqual([{ name: 'carecode' }])
    await pool.end()
    await database.stop()
    await expect(createPool(database.admin).query('SELECT 1')).rejects.toThrow()
  })
})
