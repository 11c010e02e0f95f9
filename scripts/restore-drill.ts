import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startServer } from '../server/app/all-in-one.ts'
import { beginNewEpoch, tablesOfCommands } from '../server/app/backup/kept.ts'
import { differences, factsNow } from '../server/platform/backup/facts.ts'
import { type Backup, findBackup } from '../server/platform/backup/manifest.ts'
import { gapIn, lastReplayed, restoreBackup } from '../server/platform/backup/restore.ts'
import { reopenLeft } from '../server/platform/database/move/fence.ts'
import { ClusterError } from '../server/platform/postgres/errors.ts'
import { runCommand, seconds } from './run-command.ts'

const USAGE = `npm run restore:drill -- --from DIR [--scratch DIR]
  Restores the newest backup of --from twice into a scratch folder: to the moment of its facts, where every count and
  digest must be the same, and to the end of the archived log, where the server must start on it. Touches nothing else.`

runCommand(USAGE, async () => {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, scratch: { type: 'string' }, help: { type: 'boolean', default: false } },
  })
  if (values.help || values.from === undefined) return null
  const from = resolve(values.from)
  const backup = await findBackup(from)
  const archive = basename(from).startsWith('base-') ? dirname(from) : from
  const gap = await gapIn(archive, backup)
  if (gap !== null)
    throw new ClusterError('BACKUP_DAMAGED', `The log since ${backup.dir} has a gap after segment ${gap}.`, {
      remedy: 'Start the server with --backups always, look for lost files, and make a new backup now.',
    })
  const scratch = await mkdtemp(join(values.scratch === undefined ? tmpdir() : resolve(values.scratch), 'drill-'))
  try {
    return [
      `Backup ${backup.dir}, finished ${new Date(backup.finishedAt).toISOString()}`,
      await compare(backup, join(scratch, 'facts')),
      await start(backup, archive, join(scratch, 'server')),
      'VERDICT: this backup can be restored.',
    ]
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
})

async function compare(backup: Backup, dataDir: string): Promise<string> {
  const began = Date.now()
  const to = join(dataDir, 'pg')
  const facts = await restoreBackup({ backup, archive: null, to, until: 'facts', log: () => undefined }, (restored) =>
    factsNow(restored.connection, tablesOfCommands),
  )
  const differing = differences(backup.facts, facts)
  if (differing.length > 0) throw new ClusterError('RESTORE_DIFFERS', differing.join('\n'))
  return `${Object.keys(facts).length} counts and digests are the same, ${seconds(began)}`
}

async function start(backup: Backup, archive: string, dataDir: string): Promise<string> {
  const began = Date.now()
  const to = join(dataDir, 'pg')
  const { last, left } = await restoreBackup(
    { backup, archive, to, until: 'end', log: () => undefined },
    async (restored) => ({ last: await lastReplayed(restored), left: await reopenLeft(restored.connection) }),
  )
  await beginNewEpoch(dataDir, backup.dir)
  const server = await startServer({
    dataDir,
    port: 0,
    env: { ...process.env, DATABASE_URL: '' },
    log: () => undefined,
  })
  try {
    const { status } = await fetch(`${server.url}/health`)
    if (status !== 200)
      throw new ClusterError('RESTORE_DIFFERS', `The server on the restored data answers with ${status}.`)
    const moved = left.length > 0 ? `; not part of this backup, as they were moved: ${left.join(', ')}` : ''
    return `the server answers on all that was archived (last entry ${last ?? 'of the backup'}), ${seconds(began)}${moved}`
  } finally {
    await server.stop()
  }
}
