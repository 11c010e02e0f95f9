import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { restoreSymlinks } from './binaries.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'binaries-test-'))
  mkdirSync(join(root, 'native', 'lib'), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('library links that npm could not pack are made relative, and making them again changes nothing', () => {
  const link = { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }
  writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify([link]))
  restoreSymlinks(root)
  restoreSymlinks(root)
  expect(readlinkSync(join(root, link.target))).toBe('libpq.so.5.18')
})

test('a package without a list of links is taken as it is', () => {
  expect(() => restoreSymlinks(root)).not.toThrow()
})

test('a link that cannot be made is told with a remedy', () => {
  const link = { source: 'native/gone/libpq.so.5.18', target: 'native/gone/libpq.so.5' }
  writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify([link]))
  expect(() => restoreSymlinks(root)).toThrow(expect.objectContaining({ code: 'PG_BINARIES_MISSING' }))
})
