import { mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { BESIDE, KEY_FILES, tablesOfCommands } from '../server/app/backup/kept.ts'
import { VERSION } from '../server/app/version.ts'
import { removeOlder } from '../server/platform/backup/retention.ts'
import { keepKeys, takeBackup } from '../server/platform/backup/take.ts'
import { ClusterError } from '../server/platform/postgres/errors.ts'
import { joinCluster } from '../server/platform/postgres/running.ts'
import { demoDir } from './paths.ts'
import { megabytes, runCommand, seconds } from './run-command.ts'

const USAGE = `npm run backup -- --to DIR [--data-dir DIR] [--keep N] [--keys DIR]
  A copy of the private database of the server in --data-dir, while it runs or not, in a new folder of --to.
  --keep  keeps the newest N backups alone, and the log since the oldest of them
  --keys  copies the server's keys there as well: to another place than the backups
  Start the server with --backups DIR (the same folder) and any moment since a backup can be restored.`

runCommand(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      'data-dir': { type: 'string', default: join(demoDir, 'server') },
      keep: { type: 'string' },
      keys: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || values.to === undefined) return null
  if (process.env.DATABASE_URL) throw new ClusterError('BACKUP_OUTSIDE', 'DATABASE_URL names a database of yours.')
  const keep = values.keep === undefined ? null : Number(values.keep)
  if (keep !== null && !(Number.isInteger(keep) && keep > 0))
    throw new ClusterError('CONFIG_WRONG', `--keep: ${values.keep} is no whole number above 0.`)
  const began = Date.now()
  const [to, dataDir] = [resolve(values.to), resolve(values['data-dir'])]
  await mkdir(to, { recursive: true, mode: 0o711 })
  const cluster = await joinCluster(join(dataDir, 'pg'), () => undefined, (await keepsLog(to)) ? to : undefined)
  const lines: string[] = []
  try {
    const taken = await takeBackup({
      ...{ admin: cluster.connection, pgdata: cluster.pgdata, to, tables: tablesOfCommands, version: VERSION },
      beside: BESIDE.map((name) => join(dataDir, name)),
      now: Date.now,
    })
    lines.push(`${taken.dir}: ${taken.files} files, ${megabytes(taken.bytes)}, ${seconds(began)}`)
  } finally {
    await cluster.leave()
  }
  if (values.keys !== undefined) {
    const copied = await keepKeys(dataDir, resolve(values.keys), KEY_FILES)
    lines.push(`keys in ${resolve(values.keys)}: ${copied.join(', ')}`)
  }
  if (keep !== null) for (const gone of await removeOlder(to, keep)) lines.push(`removed: ${gone}`)
  return lines
})

/** Whether the server keeps its log there. */
async function keepsLog(to: string): Promise<boolean> {
  return (await readdir(to)).some((name) => name.startsWith('wal-'))
}
