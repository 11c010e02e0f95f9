import { chmod, cp, mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { cachesRoot, projectIsClosed, projectRoot } from './paths.ts'

/** The packages that a main process loads beside its bundle. */
const LOADED = ['better-sqlite3']

/** The built app where the account that runs it can read it: the project itself, or a copy of what the app needs. */
export async function openApp(): Promise<string> {
  if (!projectIsClosed) return projectRoot
  await mkdir(cachesRoot, { recursive: true })
  const folder = await mkdtemp(join(cachesRoot, 'app-'))
  for (const part of ['package.json', 'dist'])
    await cp(join(projectRoot, part), join(folder, part), { recursive: true })
  await copyModules(join(folder, 'node_modules'))
  await chmod(folder, 0o755)
  return folder
}

/** Puts the packages that the app loads into `folder`. */
export async function copyModules(folder: string): Promise<void> {
  for (const name of LOADED)
    await cp(join(projectRoot, 'node_modules', name), join(folder, name), { recursive: true, dereference: true })
}
