import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { seedDemo } from '../demo/seed-demo.ts'
import { ClusterError } from '../platform/postgres/errors.ts'
import { startServer } from './all-in-one.ts'
import { readTls } from './tls.ts'

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '.demo/server' },
    port: { type: 'string', default: '7420' },
    host: { type: 'string', default: '127.0.0.1' },
    /** Folder of certificates as `npm run make-ca` makes it; needed on any other host than this machine. */
    tls: { type: 'string' },
    /** Makes the demonstration hospital where there is none yet. */
    demo: { type: 'boolean', default: false },
  },
})

const log = (line: Record<string, unknown>) =>
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`)

async function run(): Promise<void> {
  const dataDir = resolve(values['data-dir'])
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ClusterError('PG_START_FAILED', `--port ${values.port} is no port number (0 to 65535)`)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const tls = values.tls === undefined ? {} : { tls: await readTls(resolve(values.tls)) }
  const server = await startServer({ dataDir, port, host: values.host, ...tls, log })
  if (values.demo) await seedDemo(server)
  if (server.restored)
    log({ level: 'warn', message: 'the database is older than it was left: a new sync epoch has begun' })
  // before anybody is told that the server is ready: whoever is told may stop it at once
  const stop = () => void server.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.stdout.write(`CareCode server ready at ${server.url}\n`)
  process.send?.({ ready: server.url })
}

run().catch((error: unknown) => {
  const known = error as { code?: string; message?: string; remedy?: string }
  process.stderr.write(`CareCode server cannot start: ${known.code ?? ''} ${known.message}\n${known.remedy ?? ''}\n`)
  process.exit(1)
})
