import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { seedDemo } from '../demo/seed-demo.ts'
import { ClusterError } from '../platform/postgres/errors.ts'
import { startServer } from './all-in-one.ts'
import { logLine, runProcess } from './run-process.ts'
import { readTls } from './tls.ts'

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '.demo/server' },
    port: { type: 'string', default: '7420' },
    host: { type: 'string', default: '127.0.0.1' },
    /** Folder of certificates as `npm run make-ca` makes it; needed on any other host than this machine. */
    tls: { type: 'string' },
    /** Folder of backups; the database keeps its log there (npm run backup, npm run restore). */
    backups: { type: 'string' },
    /** Makes the demonstration hospital where there is none yet. */
    demo: { type: 'boolean', default: false },
  },
})

runProcess('server', async () => {
  const dataDir = resolve(values['data-dir'])
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ClusterError('PG_START_FAILED', `--port ${values.port} is no port number (0 to 65535)`)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const tls = values.tls === undefined ? {} : { tls: await readTls(resolve(values.tls)) }
  const backups = values.backups === undefined ? undefined : resolve(values.backups)
  const server = await startServer({ dataDir, port, host: values.host, backups, ...tls, log: logLine })
  if (values.demo) await seedDemo(server)
  if (server.restored)
    logLine({ level: 'warn', message: 'the database is older than it was left: a new sync epoch has begun' })
  return server
})
