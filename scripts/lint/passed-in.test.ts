import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
let copy: string
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'carecode-lint-'))
  cpSync(join(root, 'biome.json'), join(copy, 'biome.json'))
  mkdirSync(join(copy, 'scripts/lint'), { recursive: true })
  cpSync(join(root, 'scripts/lint/passed-in.grit'), join(copy, 'scripts/lint/passed-in.grit'))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
})
afterEach(() => rmSync(copy, { recursive: true }))

/** Lints one planted file with the project's own rules. */
function lint(path: string, line: string) {
  mkdirSync(dirname(join(copy, path)), { recursive: true })
  writeFileSync(join(copy, path), `${line}\n`)
  const biome = join(root, 'node_modules/.bin/biome')
  const run = spawnSync(biome, ['lint', '--colors=off', '--diagnostic-level=error', path], { cwd: copy })
  return { status: run.status, output: `${run.stdout}${run.stderr}` }
}

const core = [
  'src-shared/domains/ward/commands/planted.ts',
  'src-main/platform/sync/planted.ts',
  'src-main/platform/outbox/planted.ts',
  'src-main/platform/execute/planted.ts',
  'src-main/platform/store/planted.ts',
  'src-main/platform/recovery/planted.ts',
  'server/platform/sync/planted.ts',
  'server/platform/store/planted.ts',
]
it.each(core)('given a clock read in %s, when it is linted, then it fails', (path) => {
  const { status, output } = lint(path, 'export const planted = () => Date.now()')
  expect(output).toContain('docs/decisions/0008')
  expect(status).not.toBe(0)
})

const globals = [
  'export const planted = () => new Date()',
  'export const planted = () => Math.random()',
  'export const planted = () => setTimeout(() => {}, 1)',
  'export const planted = () => process.pid',
  `export const planted = () => fetch('http://hospital')`,
  'export const planted = () => performance.now()',
  'export const planted = () => globalThis.crypto',
  `import { readFileSync } from 'node:fs'\nexport const planted = readFileSync`,
  `import Sqlite from 'better-sqlite3'\nexport const planted = Sqlite`,
]
it.each(globals)('given %j in the sync client, when it is linted, then it fails', (line) => {
  const { status, output } = lint('src-main/platform/sync/planted.ts', line)
  expect(output).toContain('docs/decisions/0008')
  expect(status).not.toBe(0)
})

it('given a date made of a time that was passed in, or a clock in a test, then nothing is said', () => {
  const pure = 'export const planted = (ms: number) => new Date(ms).toISOString()'
  expect(lint('src-main/platform/sync/planted.ts', pure)).toMatchObject({ status: 0 })
  expect(lint('src-main/platform/sync/testing/planted.ts', 'export const planted = () => Date.now()').status).toBe(0)
  expect(lint('src-main/platform/sync/planted.test.ts', 'export const planted = () => Date.now()').status).toBe(0)
})
