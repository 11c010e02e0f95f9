import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AfterPackContext, build, type Configuration, Platform } from 'electron-builder'
import { layOutAppImageTools } from './appimage-tools.ts'
import { cacheFolder, type DistArguments, repository } from './arguments.ts'
import { leaveOutAbsentFuses } from './fuses.ts'
import { type DistRuntime, developmentOnly } from './runtime.ts'
import type { DistTarget } from './targets.ts'

/** Runs electron-builder for targets of one platform. Returns the files it made. */
export async function packageApp(
  options: DistArguments,
  runtime: DistRuntime,
  targets: readonly DistTarget[],
): Promise<string[]> {
  await provideLinuxTools(targets)
  const platform = process.platform === 'win32' ? Platform.WINDOWS : Platform.LINUX
  return build({
    projectDir: options.project,
    publish: 'never',
    targets: platform.createTarget(targets.map((target) => target.name)),
    config: configuration(options, runtime),
  })
}

function configuration(options: DistArguments, runtime: DistRuntime): Configuration {
  const ownConfiguration = existsSync(join(options.project, 'electron-builder.yml'))
  return {
    ...(!ownConfiguration && { extends: join(repository, 'electron-builder.yml') }),
    directories: { output: options.out, buildResources: join(repository, 'build') },
    electronDist: runtime.folder,
    ...(options.version !== undefined && { extraMetadata: { version: options.version } }),
    afterPack: (context) => fitRuntime(context, runtime),
  }
}

// Takes out what the runtime's folder holds for development; the stand-in also needs its own build of better-sqlite3.
async function fitRuntime(context: AfterPackContext, runtime: DistRuntime): Promise<void> {
  for (const path of developmentOnly) await rm(join(context.appOutDir, path), { force: true })
  const fuses = context.packager.config.electronFuses
  if (fuses != null) await leaveOutAbsentFuses(fuses, runtime.executable)
  if (runtime.sqliteAddon !== undefined) await replaceSqliteAddon(context, runtime.sqliteAddon)
}

async function replaceSqliteAddon(context: AfterPackContext, sqliteAddon: string): Promise<void> {
  const unpacked = join(context.appOutDir, 'resources', 'app.asar.unpacked', 'node_modules', 'better-sqlite3')
  const addon = join(unpacked, 'prebuilds', 'linux-x64.node')
  if (!existsSync(addon)) throw new Error(`The package holds no ${addon} to replace for the test runtime`)
  await copyFile(sqliteAddon, addon)
  const notice = 'Packaged with a stand-in for Electron, to exercise packaging and updates. Not for distribution.\n'
  await writeFile(join(context.appOutDir, 'TEST-RUNTIME.txt'), notice)
}

/** Debian's tools in place of electron-builder's downloads, unless the caller names others. */
async function provideLinuxTools(targets: readonly DistTarget[]): Promise<void> {
  const names = targets.map((target) => target.name)
  if (names.includes('AppImage')) process.env.APPIMAGE_TOOLS_PATH ??= await layOutAppImageTools()
  if (names.includes('deb')) process.env.CUSTOM_FPM_PATH ??= await writeFpmStarter()
}

async function writeFpmStarter(): Promise<string> {
  await mkdir(cacheFolder, { recursive: true })
  const starter = join(cacheFolder, 'fpm')
  const packer = join(import.meta.dirname, 'fpm-by-dpkg.ts')
  await writeFile(starter, `#!/bin/sh\nexec "${process.execPath}" "${packer}" "$@"\n`)
  await chmod(starter, 0o755)
  return starter
}
