import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'
import type { ReadyRuntime } from './runtime.ts'

/** An uncaught error in the main process leaves Electron hanging behind a dialog; a loaded machine is only slow. */
export const START_LIMIT_MS = 120_000

export const starter = join(import.meta.dirname, 'start-runtime.sh')

export interface LaunchOptions {
  /** Folder of the app's package.json. */
  readonly appDir: string
  /** Becomes the app's `userData`; made, and given to the uid that runs the app. */
  readonly userDataDir: string
  readonly env?: Readonly<Record<string, string>>
  /** Arguments for the app, as in `--name=value`. */
  readonly args?: readonly string[]
}

/**
 * Starts the app with Chromium's sandbox on and Playwright attached.
 * Rejects when it is not up within two minutes or takes another folder as its `userData`.
 */
export async function launchElectron(runtime: ReadyRuntime, options: LaunchOptions): Promise<ElectronApplication> {
  await giveFolder(runtime, options.userDataDir)
  const app = await _electron.launch({
    executablePath: starter,
    args: [`--user-data-dir=${options.userDataDir}`, ...runtime.args(options.appDir), ...(options.args ?? [])],
    env: startEnvironment(runtime, options),
    chromiumSandbox: true,
    timeout: START_LIMIT_MS,
  })
  await refuseOtherUserData(app, options.userDataDir)
  return app
}

/** Makes the folder and hands it to the uid that will run the app. */
export async function giveFolder(runtime: Pick<ReadyRuntime, 'runAs'>, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  if (runtime.runAs !== undefined) await chown(folder, runtime.runAs, runtime.runAs)
}

/** The caller's environment, the runtime's needs, and a home inside the user data: nothing of the developer's is read or written. */
export function startEnvironment(
  runtime: Pick<ReadyRuntime, 'env'>,
  options: Pick<LaunchOptions, 'env' | 'userDataDir'>,
): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(own), HOME: options.userDataDir, ...runtime.env, ...options.env }
}

// A test on a developer's own data would be worse than no test.
async function refuseOtherUserData(app: ElectronApplication, expected: string): Promise<void> {
  const actual = await app.evaluate(({ app }) => app.getPath('userData'))
  if (actual === expected) return
  await app.close()
  throw new Error(`The app keeps its data in ${actual}, not in ${expected}`)
}
