import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type RunningServer, startServer } from '../../../server/app/all-in-one.ts'
import { seedDemo } from '../../../server/demo/seed-demo.ts'
import { type Connection, startCluster } from '../../../server/platform/postgres/cluster.ts'
import { registry } from '../../../src-shared/domains/registry.ts'

/** The demonstration hospital, made once for a run: a database to copy, and the server's folder that belongs to it. */
export interface Hospital {
  connection: Connection
  template: string
  dataDir: string
}

const TEMPLATE = 'attacked'

/** Starts a database cluster of this run's own and makes the hospital on it. */
export async function makeHospital(): Promise<Hospital & { close(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'carecode-attacks-'))
  const cluster = await startCluster({ dataDir: join(dir, 'pg') })
  const close = async () => {
    await cluster.stop()
    rmSync(dir, { recursive: true, force: true })
  }
  const hospital = { connection: cluster.connection, template: TEMPLATE, dataDir: join(dir, 'server') }
  try {
    await onCluster(hospital, `CREATE DATABASE ${TEMPLATE}`)
    const server = await startOn(hospital, TEMPLATE, hospital.dataDir)
    await seedDemo(server)
    await server.consumersCaughtUp()
    await server.stop()
    return { ...hospital, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A server on a copy of the hospital, in this process; its end removes the copy. */
export async function startCopy(
  hospital: Hospital,
  folder: string,
  log: (line: object) => void,
): Promise<RunningServer> {
  const name = `copy_${process.pid}_${copies++}`
  await onCluster(hospital, `CREATE DATABASE ${name} TEMPLATE ${hospital.template}`)
  await handOver(hospital, name)
  cpSync(hospital.dataDir, folder, { recursive: true })
  const server = await startOn(hospital, name, folder, log)
  const stop = async () => {
    await server.stop()
    await onCluster(hospital, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
  return { ...server, stop }
}
let copies = 0

function startOn(hospital: Hospital, database: string, dataDir: string, log: (line: object) => void = () => undefined) {
  const { host, port, user, password } = hospital.connection
  const parameters = new URLSearchParams({ host, port: `${port}`, user, password })
  return startServer({ dataDir, port: 0, env: { DATABASE_URL: `postgresql:///${database}?${parameters}` }, log })
}

/** The services' roles are named after their database: what stands in the copy becomes the copy's. */
async function handOver(hospital: Hospital, database: string): Promise<void> {
  const statements = SERVICES.map((service) => {
    const [from, to] = [`${hospital.template}_${service}`, `${database}_${service}`]
    return `CREATE ROLE ${to}; REASSIGN OWNED BY ${from} TO ${to};`
  })
  await onCluster({ ...hospital, connection: { ...hospital.connection, database } }, statements.join('\n'))
}
const SERVICES = registry.services()

async function onCluster({ connection }: Pick<Hospital, 'connection'>, statement: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
