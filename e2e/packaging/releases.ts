import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { cachesRoot, projectRoot } from '../electron-runtime/paths.ts'
import { addMigrations, LATER_STEPS, type Release } from './later-migrations.ts'

const cache = join(cachesRoot, 'packaging')
/** What a package is made of; the bundles stand for the sources. */
const INPUTS = [
  'dist/{main,renderer}/**/*.{cjs,js,css,html}',
  'electron-builder.yml',
  'package-lock.json',
  'scripts/dist/*.ts',
  'e2e/electron-runtime/test-runtime.ts',
  'e2e/packaging/{later-migrations,releases}.ts',
]

/**
 * Packages the built workstation (dist/) as an installed release, or finds it packaged from the same sources.
 * @returns the executable
 */
export async function packageRelease(release: Release): Promise<string> {
  const folder = join(cache, await sourceKey(), release)
  const executable = join(folder, 'linux-unpacked', 'carecode-workstation')
  if (existsSync(executable)) return executable
  await mkdir(join(folder, '..'), { recursive: true })
  await forgetOtherSources(await sourceKey())
  const work = await mkdtemp(join(cache, 'work-'))
  try {
    const project = LATER_STEPS[release].length === 0 ? projectRoot : await layOutLaterProject(work, release)
    await pack(project, release, join(work, 'out'))
    await rename(join(work, 'out'), folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return executable
}

async function pack(project: string, release: Release, out: string): Promise<void> {
  const script = join(projectRoot, 'scripts', 'dist', 'dist.ts')
  const options = ['--project', project, '--version', release, '--out', out, '--only', 'dir']
  await promisify(execFile)(process.execPath, [script, ...options], { cwd: projectRoot })
}

/** The product as it is, its main process bundled once more with the release's own steps. */
async function layOutLaterProject(work: string, release: Release): Promise<string> {
  const project = join(work, 'app')
  await mkdir(join(project, 'dist'), { recursive: true })
  await cp(join(projectRoot, 'package.json'), join(project, 'package.json'))
  await cp(join(projectRoot, 'dist', 'renderer'), join(project, 'dist', 'renderer'), { recursive: true })
  await symlink(join(projectRoot, 'node_modules'), join(project, 'node_modules'))
  await build({
    root: projectRoot,
    configFile: join(projectRoot, 'vite.main.config.ts'),
    logLevel: 'warn',
    build: { outDir: join(project, 'dist', 'main') },
    plugins: [addMigrations(LATER_STEPS[release])],
  })
  return project
}

async function sourceKey(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of INPUTS.flatMap((pattern) => globSync(pattern, { cwd: projectRoot })).sort()) {
    hash.update(`${file}\0`).update(await readFile(join(projectRoot, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

// A package is 210 MB.
async function forgetOtherSources(key: string): Promise<void> {
  const others = (await readdir(cache)).filter((name) => name !== key)
  for (const name of others) await rm(join(cache, name), { recursive: true, force: true })
}
