import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { prepareRuntime } from '../electron-runtime/runtime.ts'
import { BETTER, SICK, type TypedSet } from '../pages/chart.ts'
import { deskOf } from '../pages/desk.ts'
import type { Username } from '../pages/gate.ts'
import { countRows } from '../support/count-rows.ts'
import { must } from '../support/must.ts'
import { HospitalServer } from '../support/server.ts'
import type { Station } from '../support/station.ts'
import { copyOfSeed, freePort, newFolder } from '../support/world.ts'
import { readCache } from './cache-contents.ts'
import { cacheFile, openInstalled, startRefused } from './installed.ts'
import { LATER_STEPS, type Release } from './later-migrations.ts'
import { packageRelease } from './releases.ts'

const WARD = 'Orthopaedic ward'
const RELEASES = Object.keys(LATER_STEPS) as Release[]
const VITALS = {
  sets: 'SELECT count(*) FROM ward.vitals',
  commands: 'SELECT count(*) FROM ward.outcome',
  refusedOrFlagged: 'SELECT count(*) FROM ward.kept_command',
}
const executables = new Map<Release, string>()
const open: Station[] = []
let hospital: HospitalServer
let hospitalData: string

test.beforeAll(async () => {
  test.setTimeout(1_200_000)
  const runtime = await prepareRuntime()
  const reason = runtime.kind === 'absent' ? runtime.reasonIfAbsent : 'packages for Linux only'
  if (runtime.kind === 'absent' || process.platform !== 'linux') console.log(`Skipped: ${reason}`)
  test.skip(runtime.kind === 'absent' || process.platform !== 'linux', reason)
  for (const release of RELEASES) executables.set(release, await packageRelease(release))
})

test.beforeEach(async () => {
  hospitalData = copyOfSeed(join(newFolder('hospital'), 'data'))
  hospital = new HospitalServer(hospitalData, await freePort())
  await hospital.start()
})

test.afterEach(async () => {
  for (const station of open.splice(0)) await station.kill()
  await hospital.stop()
})

const executableOf = (release: Release) => must(executables.get(release), `${release} is not packaged`)

/** A release at work on this user data: signed in, before the board of the ward. */
async function begin(release: Release, userData: string, username: Username, args: readonly string[] = []) {
  const station = await openInstalled(executableOf(release), userData, args)
  open.push(station)
  const desk = deskOf(station)
  await desk.begin(username, WARD)
  await expect(desk.shell.strip).toContainText(`Version ${release}`)
  const close = async () => {
    open.splice(open.indexOf(station), 1)
    await station.close()
  }
  const chart = async (bed: string, set: TypedSet) => {
    await desk.board.find(bed)
    await desk.chart.recordVitals(set)
    await expect(desk.board.bed(bed)).toContainText(set === SICK ? 'NEWS2 7 High' : 'NEWS2 3 Low')
  }
  return { ...desk, chart, close }
}

/** Version 1.0.0, installed and enrolled, closed with two sets that no server has seen. */
async function installedWithUnsentSets() {
  const userData = newFolder('installed')
  const enrolment = ['--server', hospital.url, '--enrol', await hospital.enrolmentCode(), '--name', 'Trolley 4']
  const first = await begin('1.0.0', userData, 'nimali', enrolment)
  await first.shell.settled()
  await hospital.stop()
  const before = await countRows(hospitalData, VITALS)
  const [one, two] = await first.board.calmPatients()
  const beds = [must(one, 'no patient').label, must(two, 'one patient').label] as const
  for (const bed of beds) await first.chart(bed, SICK)
  await expect(first.shell.strip).toContainText('2 to send')
  await first.close()
  const cache = readCache(cacheFile(userData))
  expect(cache.outbox).toHaveLength(2)
  return { userData, beds, before, cache }
}

/** Nothing refused, nothing doubled: as many new sets and outcomes at the server as were charted. */
async function expectArrived(
  desk: Awaited<ReturnType<typeof begin>>,
  before: Record<keyof typeof VITALS, number>,
  n: number,
) {
  await hospital.start()
  await desk.shell.settled()
  await expect(desk.shell.strip).toContainText('No problems')
  await desk.close()
  await hospital.stop()
  const arrived = { ...before, sets: before.sets + n, commands: before.commands + n }
  expect(await countRows(hospitalData, VITALS)).toEqual(arrived)
}

test('a fresh installation is enrolled at its screen and shows the ward', async () => {
  const userData = newFolder('installed')
  const station = await openInstalled(executableOf('1.0.0'), userData)
  open.push(station)
  const { page } = station
  await page.getByLabel(/^Address of the hospital/).fill(hospital.url)
  await page.getByLabel('Enrolment code').fill(await hospital.enrolmentCode())
  await page.getByLabel(/^Name of this workstation/).fill('Trolley 4')
  await page.getByRole('button', { name: 'Enrol', exact: true }).click()
  const { begin, board, shell } = deskOf(station)
  await begin('nimali', WARD)
  await shell.settled()
  expect((await board.calmPatients()).length).toBeGreaterThan(1)
  await expect(shell.strip).toContainText('Version 1.0.0')
})

test('an upgrade that changes the cache keeps unsent entries; with the server back each arrives once', async () => {
  const { userData, beds, before, cache } = await installedWithUnsentSets()
  // When the next version starts on the same data, still without a server
  const upgraded = await begin('1.1.0', userData, 'kumari')
  // Then both sets are there, unsent, and a third one joins them
  await expect(upgraded.shell.strip).toContainText('2 to send')
  for (const bed of beds) await expect(upgraded.board.bed(bed)).toContainText('NEWS2 7 High')
  await upgraded.chart(beds[0], BETTER)
  await expect(upgraded.shell.strip).toContainText('3 to send')
  // When the server is back, then all three arrive, once each
  await expectArrived(upgraded, before, 3)
  const after = readCache(cacheFile(userData))
  expect(after).toMatchObject({
    structure: 'ok',
    migrations: [...cache.migrations, { id: 'ward/9001-reviewed-at', version: '1.1.0' }],
  })
  expect(after.columnsOfVitals).toContain('reviewed_at')
})

test('a migration that fails half-way is undone: the version before opens with all data and unsent entries', async () => {
  const { userData, beds, before, cache } = await installedWithUnsentSets()
  // When a version starts whose second step forgets the outbox and whose third step fails
  const reason = await startRefused(executableOf('1.2.0'), userData)
  // Then it says so, and the cache is what it was
  expect(reason).toContain('(MIGRATION_FAILED)')
  expect(reason).toContain('ward/9003-breaks')
  expect(readCache(cacheFile(userData))).toEqual({ ...cache, structure: 'ok' })
  expect(readdirSync(dirname(cacheFile(userData)))).not.toContain('cache.sqlite.before-migration')
  // and the version before goes on where it was, the next good one too
  const back = await begin('1.0.0', userData, 'nimali')
  await expect(back.shell.strip).toContainText('2 to send')
  for (const bed of beds) await expect(back.board.bed(bed)).toContainText('NEWS2 7 High')
  await back.close()
  const upgraded = await begin('1.1.0', userData, 'kumari')
  await upgraded.chart(beds[1], BETTER)
  await upgraded.close()
  const between = readCache(cacheFile(userData))
  expect(await startRefused(executableOf('1.2.0'), userData)).toContain('(MIGRATION_FAILED)')
  expect(readCache(cacheFile(userData))).toEqual(between)
  const last = await begin('1.1.0', userData, 'nimali')
  await expect(last.shell.strip).toContainText('3 to send')
  await expectArrived(last, before, 3)
})

test('an older version refuses the data of a newer one, names both, and leaves them untouched', async () => {
  const { userData, beds, before } = await installedWithUnsentSets()
  await (await begin('1.1.0', userData, 'nimali')).close()
  const newer = readCache(cacheFile(userData))
  // When somebody starts the old version again
  const reason = await startRefused(executableOf('1.0.0'), userData)
  // Then it names the version that wrote the data and the way out
  expect(reason).toContain('written by a newer version (1.1.0) than this one (1.0.0)')
  expect(reason).toContain('Start the newer version')
  expect(reason).toContain('(CACHE_TOO_NEW)')
  expect(readCache(cacheFile(userData))).toEqual(newer)
  // and the newer one opens as before
  const again = await begin('1.1.0', userData, 'kumari')
  for (const bed of beds) await expect(again.board.bed(bed)).toContainText('NEWS2 7 High')
  await expectArrived(again, before, 2)
})
