import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { projectDir } from './paths.ts'

const CONFIGS = ['vite.main.config.ts', 'vite.renderer.config.ts']
const SOURCES = [
  'src-main/**/*.ts',
  'src-shared/**/*.ts',
  'src-renderer/**/*.{ts,tsx,css,html}',
  'vite.*.config.ts',
  'package.json',
]

/** Bundles main process and renderer where a source is newer than the last bundle. */
export async function buildIfNeeded(): Promise<void> {
  if (!isStale()) return
  process.stdout.write('Building the workstation …\n')
  for (const config of CONFIGS) {
    const { status, stderr } = spawnSync(
      process.execPath,
      [`${projectDir}node_modules/vite/bin/vite.js`, 'build', '-c', config, '--logLevel', 'warn'],
      { cwd: projectDir, encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`the workstation cannot be built (${config}):\n${stderr}`)
  }
}

function isStale(): boolean {
  const built = ['dist/main/main.cjs', 'dist/renderer/index.html'].map((file) => time(`${projectDir}${file}`))
  const newest = Math.max(
    ...SOURCES.flatMap((glob) => globSync(glob, { cwd: projectDir })).map((file) => time(`${projectDir}${file}`)),
  )
  return Math.min(...built) < newest
}

function time(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
