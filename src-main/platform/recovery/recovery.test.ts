import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { endRig, makeRig, type Rig, register, rowsOf, syncUp } from '../sync/testing/rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
  rig.server.down = true
})
afterEach(() => endRig(rig))

const cache = () => join(rig.dir, 'cache.sqlite')
const reopen = () => {
  rig.station = rig.open()
}

function overwrite(file: string, from: number, length: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(length, 0x5a), 0, length, from)
  closeSync(handle)
}

const damages: [string, () => void][] = [
  ['whose header is gone', () => overwrite(cache(), 0, 100)],
  ['whose middle is overwritten', () => overwrite(cache(), 8192, statSync(cache()).size - 8192)],
  ['that was cut to a third', () => truncateSync(cache(), Math.floor(statSync(cache()).size / 3))],
  ['that holds something else', () => writeFileSync(cache(), 'not a database, though it is long enough to look at')],
]
it.each(damages)(
  'given a cache %s, when it opens, then it is set aside and unsent entries are recovered and sent',
  async (_, damage) => {
    const first = register(rig.station)
    const second = register(rig.station, 'Silva')
    rig.station.close()
    damage()
    reopen()
    expect(rig.notices).toEqual([
      { code: 'CACHE_CORRUPT', params: { file: expect.stringMatching(/^cache\.damaged-/), rescued: 2 } },
    ])
    expect(readdirSync(rig.dir).some((name) => name.startsWith('cache.damaged-'))).toBe(true)
    expect(rowsOf(rig.station, 'patients_patient').map(({ id }) => id)).toEqual(
      [first.patientId, second.patientId].sort(),
    )

    rig.server.down = false
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
    expect(rig.server.of('patients').rows.size).toBe(2)
    expect(rowsOf(rig.station, 'ward_bed')).toHaveLength(2)
  },
)

it('given a damaged cache and no journal, when it opens, then the entries are read out of the damaged file', () => {
  register(rig.station)
  rig.station.close()
  rmSync(join(rig.dir, 'outbox.journal'))
  // a page that the outbox does not use: the file is damaged, its outbox can be read
  const page = Number(rootPage('patients_condition'))
  overwrite(cache(), (page - 1) * 4096, 4096)
  reopen()
  expect(rig.notices).toMatchObject([{ code: 'CACHE_CORRUPT', params: { rescued: 1 } }])
})

it('given a command whose answer is known, when the journal names it, then it is not admitted again', async () => {
  register(rig.station)
  rig.server.down = false
  await syncUp(rig.station)
  rig.station.close()
  reopen()
  expect(rig.station.outbox.list(10)).toHaveLength(1)
  expect(rig.station.outbox.counts().toSend).toBe(0)
})

it('given a profile in use, when a second instance opens it, then CACHE_LOCKED with its process; after the first has closed it opens', () => {
  expect(() => rig.open()).toThrow(
    expect.objectContaining({ problem: { code: 'CACHE_LOCKED', params: { pid: String(process.pid) } } }),
  )
  rig.station.close()
  reopen()
})

it('given a process killed with -9 while it saves, then everything that it acknowledged is there, and the lock is free', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'carecode-kill-'))
  try {
    const acknowledged = await killAfter(dir, 200)
    const station = rig.open({ dir })
    const kept = new Set(station.db.prepare('SELECT id FROM patients_patient').pluck().all())
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    expect(station.outbox.counts().toSend).toBe(kept.size)
    expect(station.audit.verify()).toEqual({ ok: true, entries: kept.size })
    station.close()
  } finally {
    rmSync(dir, { recursive: true })
  }
})

it('given a full disk, when something is saved, then DISK_FULL and nothing of it is kept; with space again it saves', () => {
  const disk = smallDisk()
  try {
    const station = rig.open({ dir: disk.file })
    disk.limit(station)
    station.db.prepare(`INSERT INTO lease VALUES ('patients', 'phn', 5000000, 5999999, 5000000)`).run()
    const saved = saveUntilFull(station)
    expect(counts(station)).toEqual([saved, saved, saved])
    disk.free(station)
    register(station, 'Afterwards')
    expect(counts(station)).toEqual([saved + 1, saved + 1, saved + 1])
    station.close()
  } finally {
    disk.end()
  }
})

const counts = (station: Opened) =>
  ['patients_patient', 'outbox', 'audit'].map((table) =>
    station.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  )

type Opened = ReturnType<Rig['open']>

function saveUntilFull(station: Opened): number {
  for (let n = 0; n < 20_000; n++) {
    try {
      register(station, `Patient ${n}`)
    } catch (error) {
      expect(error).toMatchObject({ problem: { code: 'DISK_FULL' } })
      return n
    }
  }
  throw new Error('the disk was never full')
}

interface SmallDisk {
  file: string
  limit(station: Opened): void
  free(station: Opened): void
  end(): void
}

/** A small file system of its own where one may be mounted, else a limit of the database itself. */
function smallDisk(): SmallDisk {
  const file = mkdtempSync(join(tmpdir(), 'carecode-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', file], { stdio: 'ignore' })
  } catch {
    console.log('disk full: no file system may be mounted here, so the limit is PRAGMA max_page_count')
    return limitedDatabase(file)
  }
  const ballast = join(file, 'ballast')
  writeFileSync(ballast, Buffer.alloc(3_000_000))
  const end = () => {
    execFileSync('umount', ['-l', file])
    rmSync(file, { recursive: true })
  }
  return { file, limit() {}, free: () => rmSync(ballast), end }
}

function limitedDatabase(file: string): SmallDisk {
  return {
    file,
    limit: (station) => void station.db.pragma('max_page_count = 200'),
    free: (station) => void station.db.pragma('max_page_count = 100000'),
    end: () => rmSync(file, { recursive: true }),
  }
}

function killAfter(dir: string, entries: number): Promise<string[]> {
  const script = fileURLToPath(new URL('./testing/saving-child.ts', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
    if (output.split('\n').length > entries) child.kill('SIGKILL')
  })
  return new Promise((resolve) => child.on('close', () => resolve(output.split('\n').slice(0, -1))))
}

function rootPage(table: string): unknown {
  const station = rig.open()
  const page = station.db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table)
  station.close()
  rmSync(join(rig.dir, 'outbox.journal'))
  expect(existsSync(`${cache()}-wal`)).toBe(false)
  return page
}
