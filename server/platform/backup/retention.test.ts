import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Manifest, manifestText } from './manifest.ts'
import { removeOlder } from './retention.ts'

let backups: string
const log = (segment: string) => `00000001000000000000000${segment}`
beforeEach(() => {
  backups = mkdtempSync(join(tmpdir(), 'retention-'))
  mkdirSync(join(backups, 'wal-7'))
  for (const segment of ['1', '2', '3', '4', '5']) writeFileSync(join(backups, 'wal-7', `${log(segment)}.gz`), '')
  writeFileSync(join(backups, 'wal-7', '00000002.history.gz'), '')
})
afterEach(() => rmSync(backups, { recursive: true, force: true }))

function backup(day: number, firstLog: string): void {
  const dir = join(backups, `base-2026-11-0${day}`)
  mkdirSync(dir)
  const manifest: Manifest = {
    ...{
      format: 1,
      version: '1.0.0',
      pgMajor: 18,
      systemId: '7',
      startedAt: day,
      finishedAt: day,
      firstLog,
      point: 'p',
    },
    ...{ facts: {}, folders: [], files: [] },
  }
  writeFileSync(join(dir, 'manifest.json'), manifestText(manifest))
}

it('given three backups, when two are kept, then the oldest goes, and the log that only it needed', async () => {
  backup(1, log('1'))
  backup(2, log('3'))
  backup(3, log('5'))
  expect(await removeOlder(backups, 2)).toEqual([join(backups, 'base-2026-11-01')])
  expect(readdirSync(backups).sort()).toEqual(['base-2026-11-02', 'base-2026-11-03', 'wal-7'])
  const kept = ['00000002.history.gz', ...['3', '4', '5'].map((segment) => `${log(segment)}.gz`)]
  expect(readdirSync(join(backups, 'wal-7')).sort()).toEqual(kept.sort())
})

it('given a newer backup that was cut off, then it does not count, and the whole ones stay', async () => {
  backup(1, log('2'))
  mkdirSync(join(backups, 'base-2026-11-09'))
  expect(await removeOlder(backups, 1)).toEqual([])
  expect(readdirSync(backups)).toEqual(expect.arrayContaining(['base-2026-11-01', 'base-2026-11-09']))
})
