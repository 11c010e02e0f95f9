import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { beginNewEpoch, bringBeside } from '../server/app/backup/kept.ts'
import { findBackup } from '../server/platform/backup/manifest.ts'
import { gapIn, lastReplayed, restoreBackup } from '../server/platform/backup/restore.ts'
import { ClusterError } from '../server/platform/postgres/errors.ts'
import { runCommand, seconds } from './run-command.ts'

const USAGE = `npm run restore -- --from DIR --data-dir DIR [--to-time 2026-11-23T10:00:00Z] [--keys DIR]
  Makes the database of --data-dir anew from a backup in --from (the newest that fits, or one folder base-… of it) and
  the log that was archived there since. The server must be stopped and its folder pg moved away.
  --to-time  as it was at that moment; left out: all there is
  --keys     puts missing keys of the server back from there`

runCommand(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      'data-dir': { type: 'string' },
      'to-time': { type: 'string' },
      keys: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || values.from === undefined || values['data-dir'] === undefined) return null
  const began = Date.now()
  const time = timeOf(values['to-time'])
  const [from, dataDir] = [resolve(values.from), resolve(values['data-dir'])]
  const backup = await findBackup(from, time ?? undefined)
  const archive = basename(from).startsWith('base-') ? dirname(from) : from
  const last = await restoreBackup(
    { backup, archive, to: join(dataDir, 'pg'), until: time === null ? 'end' : { time }, log: () => undefined },
    async (restored) => {
      await beginNewEpoch(dataDir, backup.dir)
      return lastReplayed(restored)
    },
  )
  const missing = await bringBeside(dataDir, backup.dir, values.keys === undefined ? null : resolve(values.keys))
  const gap = await gapIn(archive, backup)
  return [
    ...(gap === null ? [] : [`WARNING: the log has a gap after segment ${gap}; nothing behind it could be restored.`]),
    `Restored from ${backup.dir} in ${seconds(began)}; the last entry is of ${last ?? 'the backup itself'}.`,
    'The next start begins a new epoch: workstations send again what this database lacks.',
    ...missing.map(
      (name) => `${name} is not in ${dataDir}: put it back before the start (--keys), or it is made anew.`,
    ),
  ]
})

function timeOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const time = Date.parse(text)
  // without its zone a time would be the one of this computer, which may be another one than the hospital's
  if (!Number.isNaN(time) && /(Z|[+-]\d\d:\d\d)$/.test(text)) return time
  throw new ClusterError('CONFIG_WRONG', `--to-time: ${text} is no time with its zone.`, {
    remedy: 'Write it as 2026-11-23T10:00:00Z, or 2026-11-23T15:30:00+05:30.',
  })
}
