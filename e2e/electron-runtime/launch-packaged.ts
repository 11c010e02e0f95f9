import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type Browser, chromium, type Page } from '@playwright/test'
import { giveFolder, type LaunchOptions, START_LIMIT_MS, startEnvironment, starter } from './launch.ts'
import { environmentOf } from './runtime.ts'

export interface PackagedApp {
  readonly browser: Browser
  /** The first window's page. */
  readonly page: Page
  /** Ends the app as the system does at shutdown (SIGTERM) and waits until it has gone. */
  readonly close: () => Promise<void>
  /** Ends it as a power cut does. */
  readonly kill: () => Promise<void>
}

/**
 * Starts a packaged app (`linux-unpacked/carecode-workstation`, an AppImage) and attaches Playwright to its pages.
 * Its fuses keep the main process's inspector shut, so only pages can be driven. Rejects when it is not up within two minutes.
 */
export async function launchPackaged(executable: string, options: Omit<LaunchOptions, 'appDir'>): Promise<PackagedApp> {
  const runtime = environmentOf(executable)
  await giveFolder(runtime, options.userDataDir)
  const switches = [`--user-data-dir=${options.userDataDir}`, '--remote-debugging-port=0']
  const started = spawn(starter, [...switches, ...(options.args ?? [])], {
    env: startEnvironment(runtime, options),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const kill = () => endGroup(started)
  try {
    return await attach(started, kill)
  } catch (error) {
    await kill()
    throw error
  }
}

async function attach(started: ChildProcess, kill: () => Promise<void>): Promise<PackagedApp> {
  const browser = await chromium.connectOverCDP(await debuggerAddress(started), { noDefaults: true })
  const context = browser.contexts()[0]
  if (context === undefined) throw new Error('The packaged app shows no browser context')
  const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: START_LIMIT_MS }))
  return { browser, page, kill, close: () => terminate(browser, started) }
}

function debuggerAddress(started: ChildProcess): Promise<string> {
  const said: string[] = []
  return new Promise((resolve, reject) => {
    const fail = (cause: string) => reject(new Error(`${cause}\n${said.slice(-20).join('\n')}`))
    const limit = setTimeout(() => fail(`The packaged app was not up within ${START_LIMIT_MS} ms`), START_LIMIT_MS)
    if (started.stderr === null) return fail('The packaged app has no standard error')
    createInterface(started.stderr).on('line', (line) => {
      said.push(line)
      const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (address === undefined) return
      clearTimeout(limit)
      resolve(address)
    })
    started.once('exit', (code) => fail(`The packaged app ended at once with code ${code}`))
    started.once('exit', () => clearTimeout(limit))
  })
}

// The signal goes to the app alone: its virtual display must outlive it.
async function terminate(browser: Browser, started: ChildProcess): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const main = processInfo.find((entry) => entry.type === 'browser')
  if (main === undefined) throw new Error('The packaged app does not name its main process')
  const gone = once(started, 'exit')
  process.kill(main.id, 'SIGTERM')
  await gone
  await browser.close()
}

async function endGroup(started: ChildProcess): Promise<void> {
  if (started.exitCode !== null || started.signalCode !== null || started.pid === undefined) return
  const gone = once(started, 'exit')
  process.kill(-started.pid, 'SIGKILL')
  await gone
}
