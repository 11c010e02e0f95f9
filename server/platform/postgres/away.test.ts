import pg from 'pg'
import { expect, it } from 'vitest'
import { databaseState } from './away.ts'
import { withTestDatabase } from './testing.ts'

const database = withTestDatabase()

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('was not refused'),
    (error: unknown) => error,
  )

it('given no database at its socket, then it is away', async () => {
  const client = new pg.Client({ host: '/nowhere', port: 5432, user: 'x', database: 'x' })
  expect(databaseState(await errorOf(client.connect()))).toBe('away')
})

it('given a connection that is ended in the middle of a question, then it is away, and stays so', async () => {
  const [client, other] = [new pg.Client(database.config), new pg.Client(database.config)]
  client.on('error', () => undefined)
  const gone = new Promise((resolve) => client.once('end', resolve))
  await Promise.all([client.connect(), other.connect()])
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const asked = errorOf(client.query('SELECT pg_sleep(20)'))
  await other.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
  expect(databaseState(await asked)).toBe('away')
  await other.end()
  await gone
  expect(databaseState(await errorOf(client.query('SELECT 1')))).toBe('away')
})

it.each([
  [{ code: '53100' }, 'full'],
  [{ code: '57P03' }, 'away'],
  [{ code: '42P01' }, null],
  [{ code: 'ENOENT', syscall: 'open' }, null],
  // a connection that ended while something was written to it was answered with INTERNAL
  [{ code: 'EPIPE', syscall: 'write' }, 'away'],
  [{ code: 'ECONNRESET', syscall: 'read' }, 'away'],
  [{ code: '28000' }, 'away'],
  [new Error('something else'), null],
  [null, null],
])('given %o, then %s', (error, state) => expect(databaseState(error)).toBe(state))
