import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { SERVICES } from '../server/app/services.ts'
import { homeOf } from '../server/platform/database/homes.ts'
import { type MoveOptions, moveService, type Step, undoMove } from '../server/platform/database/move/move.ts'
import { ClusterError } from '../server/platform/postgres/errors.ts'
import { joinCluster } from '../server/platform/postgres/running.ts'
import { APPEND_ONLY, auditMigrations } from '../server/services/audit/index.ts'
import { identityMigrations } from '../server/services/identity/migrations/index.ts'
import { demoDir } from './paths.ts'
import { runCommand } from './run-command.ts'

const USAGE = `npm run db:move -- <service> <address> [--data-dir DIR] [--undo]
  Moves a service to another PostgreSQL while everybody works: postgresql://user:password@host:5432/database, or
  "shared" to bring it back to the database of all. It can be stopped (Ctrl+C) and killed: the same command goes on,
  --undo takes it back as long as the service has not left. Which database is that of all is taken from DATABASE_URL, or
  <SERVICE>_DATABASE_URL, as for the server; without them it is the private one in --data-dir.`

const STEPS: Record<Step, string> = {
  begun: 'begun; the service works on',
  noting: 'changes are being noted',
  copied: 'copied',
  caughtUp: 'what has changed meanwhile is there',
  fenced: 'closed at the old place; workstations go on by themselves',
  verified: 'counts and hashes of every table are the same',
  left: 'the old place is left',
  arrived: 'open at the new place',
  done: 'done',
}

interface Database {
  admin: pg.PoolConfig
  leave(): Promise<void>
}

runCommand(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'data-dir': { type: 'string', default: join(demoDir, 'server') },
      undo: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [service, address] = positionals
  if (values.help || service === undefined || address === undefined) return null
  const module = moduleOf(service)
  const dataDir = resolve(values['data-dir'])
  const shared = await sharedDatabase(service, dataDir)
  const stopping = new AbortController()
  const stop = () => {
    say('stopping…')
    stopping.abort()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    const home = homeOf(dataDir, service)?.url ?? null
    const url = address === 'shared' ? null : requireAddress(address)
    // there already: of a move that was cut off behind its end something may be left to do where it came from
    const [from, to] = [placeAt(home === url ? null : home, shared), placeAt(url, shared)]
    const options: MoveOptions = {
      ...{ ...module, service, secretsDir: dataDir, from, to, url, signal: stopping.signal },
      names: { from: nameOf(from), to: nameOf(to) },
      onStep: (step) => say(STEPS[step]),
      onTable: (table, rows) => say(`  ${table}: ${rows} rows`),
    }
    if (values.undo) {
      const isRemoved = await undoMove(options)
      const copy = isRemoved
        ? 'the copy is removed'
        : `${nameOf(to)} does not answer: what was copied there stays there`
      return [`Taken back: ${service} works where it was, and ${copy}.`]
    }
    const { tables, rows, pausedMs } = await moveService(options)
    return [
      `${service} is in ${nameOf(to)}: ${tables} tables, ${rows} rows, compared row by row.`,
      pausedMs === null ? 'It had left already.' : `Nobody could write for ${(pausedMs / 1000).toFixed(2)} s.`,
      `What it left in ${nameOf(from)} is closed and stays as it was.`,
    ]
  } finally {
    await shared.leave()
  }
})

function moduleOf(service: string): Pick<MoveOptions, 'migrations' | 'appendOnly'> {
  if (service === 'identity') return { migrations: identityMigrations }
  if (service === 'audit') return { migrations: auditMigrations, appendOnly: APPEND_ONLY }
  const module = SERVICES.find(({ name }) => name === service)
  if (!module) throw new ClusterError('CONFIG_WRONG', `There is no service ${JSON.stringify(service)}.`)
  return { migrations: module.migrations }
}

async function sharedDatabase(service: string, dataDir: string): Promise<Database> {
  const url = process.env[`${service.toUpperCase()}_DATABASE_URL`] || process.env.DATABASE_URL
  if (url) return { admin: { connectionString: requireAddress(url) }, leave: async () => undefined }
  const cluster = await joinCluster(join(dataDir, 'pg'), () => undefined)
  return { admin: cluster.connection, leave: cluster.leave }
}

function requireAddress(text: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : ''
  if (protocol === 'postgresql:' || protocol === 'postgres:') return text
  // the value itself may hold a password
  throw new ClusterError('PG_URL_INVALID', 'The address is not that of a PostgreSQL database.', {
    remedy: 'Write it as postgresql://user:password@host:5432/database, or shared.',
  })
}

const placeAt = (url: string | null, shared: Database): pg.PoolConfig =>
  url === null ? shared.admin : { connectionString: url }

/** For people, and without the password. */
function nameOf({ connectionString, host, port, database }: pg.PoolConfig): string {
  if (!connectionString) return `${host}:${port}/${database}`
  const url = new URL(connectionString)
  const [at, on] = [url.searchParams.get('host') || url.hostname, url.searchParams.get('port') || url.port || '5432']
  return `${at}:${on}${url.pathname}`
}

const say = (line: string) => void process.stdout.write(`${new Date().toISOString().slice(11, 23)} ${line}\n`)
