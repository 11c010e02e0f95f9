import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Backup } from './manifest.ts'
import { gapIn } from './restore.ts'

const segment = (place: string) => `00000001${place}`

it.each([
  ['no log but the backup’s own', [], null],
  ['a log without a hole, over the end of a row of 256 and with another branch', ['1/00', '2/01', '1/01'], null],
  ['a segment that is missing', ['1/01'], '00000000000000FF'],
])('given %s, then the place before the hole is told', async (_what, archived, gap) => {
  const archive = mkdtempSync(join(tmpdir(), 'gap-'))
  mkdirSync(join(archive, 'wal-7'))
  // what is older than the backup does not count
  for (const name of ['1/00000000000000E0', ...archived.map((each) => each.replace('/', '/00000001000000'))])
    writeFileSync(join(archive, 'wal-7', `0000000${name.replace('/', '')}.gz`), '')
  const own = ['00000000000000FE', '00000000000000FF'].map((place) => ({
    ...{ path: `pgdata/pg_wal/${segment(place)}`, bytes: 0, sha256: '' },
  }))
  const backup: Backup = {
    ...{ dir: archive, format: 1, version: '1', pgMajor: 18, systemId: '7', startedAt: 0, finishedAt: 0, point: '' },
    ...{ firstLog: segment('00000000000000FE'), facts: {}, folders: [], files: own },
  }
  expect(await gapIn(archive, backup)).toBe(gap)
  rmSync(archive, { recursive: true })
})
