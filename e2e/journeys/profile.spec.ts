import { once } from 'node:events'
import { existsSync, globSync, statSync } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SICK } from '../pages/chart.ts'
import { deskOf } from '../pages/desk.ts'
import { expect, test } from '../support/fixtures.ts'
import { spawnLoopback } from '../support/loopback-station.ts'
import { must } from '../support/must.ts'

const WARD = 'High dependency unit'

test('a second workstation on the same profile is refused, and says what to do', async ({ open, hospital }) => {
  const station = await open('a')
  const { begin, board } = deskOf(station)
  await begin('nimali', WARD)
  // When the same profile is started once more
  const second = spawnLoopback({ dataDir: dirname(station.dir), profile: 'a', serverUrl: hospital.url })
  const [code] = await once(second.child, 'close')
  // Then it ends with its reason in words, and the first works on
  expect(code).not.toBe(0)
  expect(second.said()).toContain('CACHE_LOCKED')
  expect(second.said()).toMatch(/already|running|open/i)
  expect(second.said()).not.toMatch(/\n\s+at .*:\d+:\d+/)
  expect(await board.beds()).not.toHaveLength(0)
})

test('a damaged cache is put aside, fetched anew, and loses no entry', async ({ open, hospital }) => {
  const station = await open('a')
  const { begin, board, chart, shell } = deskOf(station)
  await begin('nimali', WARD)
  await shell.settled()
  const patient = must(
    (await board.beds()).find((bed) => bed.name !== null),
    'nobody lies here',
  )
  // Given an entry that the server has not seen, and a cache whose pages are overwritten
  await hospital.kill()
  await expect(shell.strip).toContainText('Working offline')
  await board.find(patient.label)
  await chart.recordVitals(SICK)
  await station.close()
  await overwrite(join(station.dir, 'cache.sqlite'))
  // When the workstation starts and the server is there again
  await hospital.start()
  const again = deskOf(await open('a'))
  await again.begin('nimali', WARD)
  await again.shell.settled()
  // Then everything is here, the entry too, and the damaged file was kept
  await expect(again.board.bed(patient.label)).toContainText('NEWS2 7 High')
  expect(globSync(join(station.dir, 'cache.damaged-*.sqlite'))).toHaveLength(1)
  const other = deskOf(await open('b'))
  await other.begin('kumari', WARD)
  await expect(other.board.bed(patient.label)).toContainText('NEWS2 7 High')
})

/** Noise over the middle of the file; what was in the log is gone with it. */
async function overwrite(file: string): Promise<void> {
  expect(existsSync(file)).toBe(true)
  const { size } = statSync(file)
  const handle = await openFile(file, 'r+')
  try {
    const noise = Buffer.alloc(Math.floor(size * 0.9), 0xa5)
    await handle.write(noise, 0, noise.length, 100)
  } finally {
    await handle.close()
  }
}
