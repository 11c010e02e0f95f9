import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findBinaries } from './binaries.ts'
import { type Cluster, type ClusterOptions, type Connection, startCluster } from './cluster.ts'
import { firstClosedDir } from './launcher.ts'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'
if (!isRoot) console.log('Skipped: tests of the change of account need root.')
if (!isLinux) console.log('Skipped: tests of killed processes read /proc.')

let base: string
let dataDir: string
const clusters: Cluster[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cluster-test-'))
  chmodSync(base, 0o755)
  dataDir = join(base, 'db')
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const cluster of clusters.splice(0)) await cluster.stop()
  if (isLinux) await vi.waitFor(() => expect(databaseProcesses()).toEqual([]), { timeout: 20_000 })
  rmSync(base, { recursive: true, force: true })
})

async function start(options: Partial<ClusterOptions> = {}): Promise<Cluster> {
  const cluster = await startCluster({ dataDir, ...options })
  clusters.push(cluster)
  return cluster
}

async function query(connection: pg.ClientConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

/** Pids of all processes that work in this test's data directory. */
function databaseProcesses(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(`${dataDir}/pgdata`)
    } catch {
      return false
    }
  })
}

function postmasterPid(): number {
  return Number.parseInt(readFileSync(join(dataDir, 'pgdata', 'postmaster.pid'), 'utf8'), 10)
}

/** A server process of its own that starts the cluster; resolves when it answers. */
async function startInOtherProcess(options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {}) {
  const module = new URL('./cluster.ts', import.meta.url).href
  const script = `
    const { startCluster } = await import(${JSON.stringify(module)})
    const cluster = await startCluster({ dataDir: ${JSON.stringify(dataDir)} })
    console.log(JSON.stringify(cluster.connection))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  })
  children.push(child)
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('the other server did not start')))
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), failed])
  failed.catch(() => undefined)
  return { child, connection: JSON.parse(line) as Connection }
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('a private cluster', () => {
  test('keeps its data over stop and start', async () => {
    const first = await start()
    await query(first.connection, "CREATE TABLE ward AS SELECT 'Ward 3' AS name")
    await first.stop()

    const second = await start()
    expect(await query(second.connection, 'SELECT name FROM ward')).toEqual(['Ward 3'])
    expect(await query({ connectionString: second.url }, 'SELECT current_database()')).toEqual(['carecode'])
    expect(second.version).toMatch(/^\d+\.\d+/)
    expect(second.alive()).toBe(true)
  })

  test('is durable, checks its pages and speaks UTF-8, whatever ALTER SYSTEM says', async () => {
    const first = await start()
    await query(first.connection, 'ALTER SYSTEM SET fsync = off')
    await query(first.connection, 'ALTER SYSTEM SET synchronous_commit = off')
    await first.stop()

    const { connection } = await start()
    const show = async (name: string) => (await query(connection, `SHOW ${name}`))[0]
    expect(await show('fsync')).toBe('on')
    expect(await show('synchronous_commit')).toBe('on')
    expect(await show('full_page_writes')).toBe('on')
    expect(await show('data_checksums')).toBe('on')
    expect(await show('server_encoding')).toBe('UTF8')
    expect(await query(connection, "SELECT lower('ÅSA ÖBERG')")).toEqual(['åsa öberg'])
  })

  test.runIf(isLinux)('listens on a private Unix socket only and asks for its password', async () => {
    const { connection } = await start()
    expect(await query(connection, 'SHOW listen_addresses')).toEqual([''])
    expect(statSync(connection.host).mode & 0o777).toBe(0o700)
    expect(statSync(join(dataDir, 'superuser-password')).mode & 0o777).toBe(0o600)
    await expect(query({ ...connection, password: 'guess' }, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  })

  test('begins anew after a first start that was cut off half-way', async () => {
    mkdirSync(join(dataDir, 'pgdata.new', 'base'), { recursive: true })
    writeFileSync(join(dataDir, 'pgdata.new', 'PG_VERSION'), '18\n')
    const { connection } = await start()
    expect(await query(connection, 'SELECT 1')).toEqual([1])
    expect(existsSync(join(dataDir, 'pgdata.new'))).toBe(false)
  })

  test('opens data that was restored without its password file', async () => {
    const first = await start()
    await query(first.connection, 'CREATE TABLE kept AS SELECT 7 AS n')
    await first.stop()
    rmSync(join(dataDir, 'superuser-password'))

    const second = await start()
    expect(second.connection.password).not.toBe(first.connection.password)
    expect(await query(second.connection, 'SELECT n FROM kept')).toEqual([7])
  })

  test.runIf(isLinux)(
    'takes a short socket directory when its own path is too long, and the same one again',
    async () => {
      dataDir = join(base, 'a-department-with-a-long-name'.repeat(4))
      const first = await start()
      await first.stop()
      const second = await start()
      expect(Buffer.byteLength(join(second.connection.host, '.s.PGSQL.5432'))).toBeLessThanOrEqual(107)
      expect(second.connection.host).toBe(first.connection.host)
      expect(statSync(second.connection.host).mode & 0o777).toBe(0o700)
      await second.stop()
      rmSync(second.connection.host, { recursive: true })
    },
  )
})

describe.runIf(isLinux)('supervision', () => {
  test('brings a killed database back and says so', async () => {
    const lines: string[] = []
    const cluster = await start({ log: (line) => lines.push(line) })
    await query(cluster.connection, 'CREATE TABLE kept AS SELECT 7 AS n')
    const before = postmasterPid()
    process.kill(before, 'SIGKILL')

    await vi.waitFor(() => expect(cluster.alive()).toBe(false), { timeout: 10_000 })
    await vi.waitFor(() => expect(cluster.alive()).toBe(true), { timeout: 20_000 })
    expect(await query(cluster.connection, 'SELECT n FROM kept')).toEqual([7])
    expect(postmasterPid()).not.toBe(before)
    expect(lines.join('\n')).toMatch(/ended unexpectedly \(killed by SIGKILL\)[\s\S]*The database is back/)
  })

  test('a refused row is told in the log without what stands in it: it may be a patient', async () => {
    const lines: string[] = []
    const { connection } = await start({ log: (line) => lines.push(line) })
    await query(connection, 'CREATE TABLE person (name text UNIQUE)')
    const insert = `INSERT INTO person VALUES ('Kamala Perera')`
    await query(connection, insert)
    await expect(query(connection, insert)).rejects.toThrow('duplicate key')
    await vi.waitFor(() => expect(lines.join('\n')).toContain('person_name_key'))
    expect(lines.join('\n')).not.toContain('Perera')
  })

  test('can be stopped while it brings the database back', async () => {
    const cluster = await start()
    process.kill(postmasterPid(), 'SIGKILL')
    await vi.waitFor(() => expect(cluster.alive()).toBe(false), { timeout: 10_000 })
    await cluster.stop()
    await vi.waitFor(() => expect(databaseProcesses()).toEqual([]), { timeout: 20_000 })
    expect(existsSync(join(dataDir, 'owner.json'))).toBe(false)
  })

  test('a server killed with -9 leaves no database behind, and the next one starts with all data', async () => {
    const { child, connection } = await startInOtherProcess()
    await query(connection, 'CREATE TABLE kept AS SELECT 7 AS n')
    expect(databaseProcesses()).not.toEqual([])
    await killed(child)
    await vi.waitFor(() => expect(databaseProcesses()).toEqual([]), { timeout: 20_000 })

    const next = await start()
    expect(await query(next.connection, 'SELECT n FROM kept')).toEqual([7])
  })

  test('a server started at once after a kill -9 waits for the old database to end', async () => {
    const { child, connection } = await startInOtherProcess()
    await query(connection, 'CREATE TABLE kept AS SELECT 7 AS n')
    await killed(child)
    const next = await start()
    expect(await query(next.connection, 'SELECT n FROM kept')).toEqual([7])
  })
})

describe.runIf(isLinux)('without setpriv', () => {
  test('a database that outlived its killed server is shut down by the next one, which has all data', async () => {
    const programs = join(base, 'bin')
    mkdirSync(programs)
    symlinkSync('/bin/ls', join(programs, 'ls'))
    const { child, connection } = await startInOtherProcess({ env: { PATH: programs } })
    await query(connection, 'CREATE TABLE kept AS SELECT 7 AS n')
    await killed(child)
    const orphan = postmasterPid()

    const lines: string[] = []
    const next = await start({ log: (line) => lines.push(line) })
    expect(lines[0]).toContain(`${orphan}`)
    expect(await query(next.connection, 'SELECT n FROM kept')).toEqual([7])
  })
})

describe('a second server', () => {
  test.runIf(isLinux)('is refused while another process holds the data', async () => {
    const { child, connection } = await startInOtherProcess()
    await expect(start()).rejects.toMatchObject({
      code: 'PG_ALREADY_RUNNING',
      message: expect.stringContaining(`${child.pid}`),
    })
    expect(await query(connection, 'SELECT 1')).toEqual([1])
  })

  test('is refused within the same process, and may start when the first has stopped', async () => {
    const first = await start()
    await expect(start()).rejects.toMatchObject({ code: 'PG_ALREADY_RUNNING' })
    expect(await query(first.connection, 'SELECT 1')).toEqual([1])
    await first.stop()
    await expect(start()).resolves.toBeDefined()
  })

  test('never shuts down a database that somebody else started on the data', async () => {
    const first = await start()
    rmSync(join(dataDir, 'owner.json'))
    await expect(start()).rejects.toMatchObject({ code: 'PG_ALREADY_RUNNING' })
    expect(await query(first.connection, 'SELECT 1')).toEqual([1])
  })

  test.runIf(isRoot && isLinux)(
    'is not held up by a crash whose process id now belongs to another program',
    async () => {
      const first = await start()
      await first.stop()
      const stranger = spawn('sleep', ['600'], { uid: 65_534, gid: 65_534, cwd: '/' })
      children.push(stranger)
      writeFileSync(
        join(dataDir, 'pgdata', 'postmaster.pid'),
        `${stranger.pid}\n${dataDir}/pgdata\n1\n5432\n/tmp\n\n0 0\nready\n`,
      )
      await expect(start()).resolves.toBeDefined()
      expect(stranger.exitCode).toBeNull()
    },
  )

  test.runIf(isLinux)('is not held up by the socket lock of a killed database whose process id lives', async () => {
    const first = await start()
    const socketDir = first.connection.host
    await first.stop()
    writeFileSync(join(socketDir, '.s.PGSQL.5432.lock'), `${process.pid}\n${dataDir}/pgdata\n1\n5432\n${socketDir}\n`)
    await expect(start()).resolves.toBeDefined()
  })
})

describe('a start that cannot be', () => {
  test('data of another major version is refused with the way out, and left as it is', async () => {
    const first = await start()
    await first.stop()
    const version = join(dataDir, 'pgdata', 'PG_VERSION')
    writeFileSync(version, '15\n')
    await expect(start()).rejects.toMatchObject({
      code: 'PG_OTHER_MAJOR',
      message: expect.stringContaining('PostgreSQL 15'),
      remedy: expect.stringContaining('PG_BIN'),
    })
    writeFileSync(version, `${first.version.split('.')[0]}\n`)
    await expect(start()).resolves.toBeDefined()
  })

  test('a wrong PG_BIN is named', async () => {
    await expect(start({ env: { ...process.env, PG_BIN: base } })).rejects.toMatchObject({
      code: 'PG_BINARIES_MISSING',
      message: expect.stringContaining(base),
    })
  })

  test('a data directory below a file is refused', async () => {
    writeFileSync(join(base, 'file'), '')
    await expect(start({ dataDir: join(base, 'file', 'db') })).rejects.toMatchObject({
      code: 'PG_DATA_DIR_UNUSABLE',
      message: expect.stringContaining('a file, not a directory'),
    })
  })

  test('a directory without PostgreSQL data in the place of the data is refused, and left as it is', async () => {
    mkdirSync(join(dataDir, 'pgdata'), { recursive: true })
    writeFileSync(join(dataDir, 'pgdata', 'notes.txt'), 'mine')
    if (isRoot) chownSync(join(dataDir, 'pgdata'), 65_534, 65_534)
    await expect(start()).rejects.toMatchObject({ code: 'PG_DATA_DIR_UNUSABLE' })
    expect(readFileSync(join(dataDir, 'pgdata', 'notes.txt'), 'utf8')).toBe('mine')
  })

  test('a broken configuration is told with the last lines of the log, and nothing stays running', async () => {
    const first = await start()
    await first.stop()
    writeFileSync(join(dataDir, 'pgdata', 'postgresql.conf'), 'work_mem = plenty\n')
    await expect(start()).rejects.toMatchObject({
      code: 'PG_START_FAILED',
      message: expect.stringContaining('work_mem'),
    })
    expect(existsSync(join(dataDir, 'owner.json'))).toBe(false)
  })
})

describe.runIf(isRoot && isLinux)('accounts', () => {
  test('root hands the database to another account, which cannot reach the password file', async () => {
    await start()
    expect(statSync(`/proc/${postmasterPid()}`).uid).toBe(65_534)
    expect(statSync(join(dataDir, 'pgdata')).uid).toBe(65_534)
    expect(statSync(dataDir)).toMatchObject({ uid: 0, gid: 65_534 })
    expect(statSync(join(dataDir, 'superuser-password')).uid).toBe(0)
  })

  test("root may keep the data below a directory that is closed to others, such as root's home", async () => {
    chmodSync(base, 0o700)
    const lines: string[] = []
    const { connection } = await start({ log: (line) => lines.push(line) })
    expect(await query(connection, 'SELECT 1')).toEqual([1])
    expect(lines[0]).toContain(`${base} is closed`)
    expect(statSync(base).mode & 0o777).toBe(0o700)
  })

  test('the programs may lie below a closed directory, as in a clone in a private temporary folder', async () => {
    const closed = join(base, 'clone')
    cpSync(dirname(dirname(findBinaries({}).postgres)), closed, { recursive: true, verbatimSymlinks: true })
    chmodSync(base, 0o700)
    const { connection } = await start({ env: { ...process.env, PG_BIN: join(closed, 'bin') } })
    expect(await query(connection, 'SELECT 1')).toEqual([1])
    const ran = readlinkSync(`/proc/${postmasterPid()}/exe`)
    expect(ran.startsWith(closed)).toBe(false)
    rmSync(dirname(dirname(ran)), { recursive: true })
  })

  const closedTo = firstClosedDir(process.execPath, { uid: 1, gid: 1 })
  if (closedTo) console.log(`skipped: an ordinary user cannot run Node here, ${closedTo} is closed to others`)
  test.skipIf(closedTo)(
    'an ordinary user runs the database as itself, and leaves none behind when killed',
    async () => {
      // daemon: initdb wants an account with a name, and every Linux has this one
      const user = { uid: 1, gid: 1 }
      chownSync(base, user.uid, user.gid)
      const { child, connection } = await startInOtherProcess(user)
      expect(await query(connection, 'SELECT 1')).toEqual([1])
      expect(statSync(`/proc/${postmasterPid()}`).uid).toBe(user.uid)
      await killed(child)
      await vi.waitFor(() => expect(databaseProcesses()).toEqual([]), { timeout: 20_000 })
    },
  )
})
