import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { endWithWorker } from '../../scripts/end-with-worker.ts'
import { projectDir } from '../../scripts/paths.ts'
import { SIZES } from './screens.ts'
import { profileFolder, type Station, type StationPlan, stationArguments } from './station-plan.ts'

/** Starts the loopback host as a process of its own; `said` grows while it runs. */
export function spawnLoopback(plan: Parameters<typeof stationArguments>[0]): {
  child: ChildProcess
  said: () => string
} {
  const child = spawn(
    process.execPath,
    [
      `${projectDir}src-main/app/loopback-cli.ts`,
      ...stationArguments(plan),
      '--renderer',
      `${projectDir}dist/renderer`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: projectDir },
  )
  let text = ''
  const hear = (part: Buffer) => {
    text += part.toString()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  endWithWorker(child)
  return { child, said: () => text }
}

export async function openLoopbackStation(plan: StationPlan): Promise<Station> {
  const { child, said } = spawnLoopback(plan)
  const url = await addressOf(child, said)
  const context = await plan.browser.newContext({ viewport: SIZES[0] })
  const page = await context.newPage()
  await page.goto(url)
  const end = async (signal: NodeJS.Signals) => {
    await context.close()
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return { page, dir: profileFolder(plan), close: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

function addressOf(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      const url = /http:\/\/127\.0\.0\.1\S+/.exec(said())?.[0]
      if (url && said().includes('\n')) resolve(url)
    })
    child.once('exit', (code) => reject(new Error(`the workstation did not start (exit ${code}):\n${said()}`)))
  })
}
