/**
 * A workstation without a screen, in a process of its own: saves one entry after the other and names each on its output
 * once it is durable, while it synchronises with the real server. Ends with its parent.
 */
import { createHash } from 'node:crypto'
import { writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { workstationMigrations } from '../../src-main/app/migrations.ts'
import { realPorts } from '../../src-main/platform/ports.ts'
import { openStation } from '../../src-main/platform/station.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import type { Ask, Saved, Stand, Told } from './messages.ts'
import { Chance } from './random.ts'
import { type Work, workOf } from './work.ts'

const [dir, serverUrl, username, seed, code] = process.argv.slice(2) as [string, string, string, string, string?]
const tell = (told: Told) => process.send?.(told)
const say = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`)

const station = openStation({
  dir,
  registry,
  migrations: workstationMigrations,
  ports: realPorts(),
  version: '1.0.0',
  onNotice: (notice) => say({ notice: notice.code }),
})
if (station.device.state === 'notEnrolled' && code) await station.device.enrol(serverUrl, code, `Chaos ${username}`)
station.sync.start()

const chance = new Chance(Number(seed))
let saving = false
let work: Work | null = null

process.on('disconnect', () => process.exit(0))
process.on('message', (asked: Ask) => {
  if (asked.ask === 'save') saving = asked.on
  if (asked.ask === 'sync') void station.sync.syncNow().then(() => tell({ told: 'synced' }))
  if (asked.ask === 'stand') tell({ told: 'stand', ...stand(asked.whole) })
})
tell({ told: 'ready' })

void saveOn()

async function saveOn(): Promise<never> {
  for (;;) {
    await pause(saving ? chance.between(5, 80) : 50)
    if (!saving) continue
    work ??= workOf(station, username, chance)
    if (work) saveOne(work)
  }
}

function saveOne(next: Work): void {
  const entry = next()
  if (!entry) return
  try {
    const { commandId, result } = station.execute(entry.name, 1, entry.input, { actor: entry.actor })
    const id = entry.of ?? (entry.made === null ? undefined : result[entry.made])
    if (id === undefined) throw new Error(`${entry.name} told no id`)
    const saved: Saved = {
      ...{ commandId, name: entry.name, version: 1, kind: entry.kind, id },
      inError: entry.of !== null,
    }
    say(saved)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    // nothing was saved, and nothing said: a full disk, a bed that is taken, no numbers left
    say({ refused: error.problem.code })
  }
}

function stand(whole: boolean): Stand {
  const { db } = station
  const overlays = db.prepare('SELECT count(*) FROM outbox WHERE overlay = 1').pluck().get() as number
  const scopes = station.device.scopes().filter(({ state }) => state !== 'ready').length
  return {
    toSend: station.outbox.counts().toSend,
    open: overlays + scopes + (station.rebuild.view().running ? 1 : 0),
    blocked: db.prepare(`SELECT command_id FROM outbox WHERE status = 'blocked'`).pluck().all() as string[],
    hashes: Object.fromEntries(whole ? tables().map((table) => [table, hashOf(table)]) : []),
    auditWhole: whole && station.audit.verify().ok,
    problems: station.sync
      .status()
      .services.map((each) => `${each.service}: ${each.pushProblem} / ${each.pullProblem}`),
    epochs: Object.fromEntries(station.sync.status().services.map(({ service, epoch }) => [service, epoch])),
  }
}

/** What is lent is each workstation's own, and what is free changes with each that comes. */
const lent = new Set(
  registry.domains.flatMap(({ pools = [] }) => pools.flatMap(({ kinds }) => [kinds.Pool, kinds.Escrow])),
)
const tables = () =>
  registry.domains
    .flatMap((d) => d.kinds)
    .filter((kind) => !lent.has(kind as never))
    .map((kind) => `${kind.service}_${kind.table}`)

/** Row numbers of a cache are its own; everything else is the server's. */
function hashOf(table: string): string {
  const hash = createHash('sha256')
  for (const row of station.db.prepare(`SELECT * FROM ${table} ORDER BY id`).iterate()) {
    const { search_id: _own, ...rest } = row as Record<string, unknown>
    hash.update(JSON.stringify(rest))
  }
  return hash.digest('hex').slice(0, 16)
}
