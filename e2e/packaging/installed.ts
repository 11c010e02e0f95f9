import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { giveFolder, START_LIMIT_MS, startEnvironment, starter } from '../electron-runtime/launch.ts'
import { launchPackaged } from '../electron-runtime/launch-packaged.ts'
import { environmentOf } from '../electron-runtime/runtime.ts'
import type { Station } from '../support/station.ts'

/** Where an installed workstation keeps its data when no argument says otherwise. */
export const cacheFile = (userData: string): string => join(userData, 'stations', 'a', 'cache.sqlite')

/** Opens an installed release on this user data, as a click on its icon does. */
export async function openInstalled(
  executable: string,
  userData: string,
  args: readonly string[] = [],
): Promise<Station> {
  const app = await launchPackaged(executable, { userDataDir: userData, args })
  return { page: app.page, dir: join(userData, 'stations', 'a'), close: app.close, kill: app.kill }
}

/** Starts a release that must not open this user data. Returns its reason, which ends with the code in brackets. */
export async function startRefused(executable: string, userData: string): Promise<string> {
  const runtime = environmentOf(executable)
  await giveFolder(runtime, userData)
  const started = spawn(starter, [`--user-data-dir=${userData}`], {
    env: startEnvironment(runtime, { userDataDir: userData }),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const gone = once(started, 'exit')
  const limit = setTimeout(() => started.stderr.destroy(), START_LIMIT_MS)
  try {
    return await reasonIn(createInterface(started.stderr))
  } finally {
    clearTimeout(limit)
    // a dialog waits for somebody to read it
    if (started.pid !== undefined && started.exitCode === null) process.kill(-started.pid, 'SIGKILL')
    await gone
  }
}

async function reasonIn(lines: AsyncIterable<string>): Promise<string> {
  const said: string[] = []
  for await (const line of lines) {
    said.push(line)
    if (/^\([A-Z_]+\)$/.test(line)) return said.slice(-3).join('\n')
  }
  throw new Error(`The app gave no reason:\n${said.slice(-20).join('\n')}`)
}
