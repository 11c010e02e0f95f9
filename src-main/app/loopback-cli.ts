import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { assetsOfSources } from '../platform/printing/assets.ts'
import { parseHostArgs } from './args.ts'
import { openWorkplace } from './compose.ts'
import { startLoopback } from './loopback.ts'
import { stationsDir } from './profile.ts'
import { startProblem } from './start-problem.ts'

const projectDir = resolve(import.meta.dirname, '../..')

/** The workstation without Electron: its own process, the screen in a browser of this machine. */
async function run(): Promise<void> {
  const args = parseHostArgs(process.argv.slice(2))
  const { version } = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8')) as { version: string }
  const dataDir = stationsDir(args, join(homedir(), '.carecode', 'stations'))
  const printAssets = assetsOfSources(import.meta.url)
  const workplace = await openWorkplace({ host: 'loopback', version, dataDir, args, systemSafe: null, printAssets })
  const { router, openContext, closeContext } = workplace
  const rendererDir = resolve(args.renderer ?? join(projectDir, 'dist/renderer'))
  let opened = false
  const onAddress = (url: string) => {
    process.stdout.write(`${opened ? 'For another browser' : 'CareCode workstation'}: ${url}\n`)
    if (args.open && !opened) openBrowser(url)
    opened = true
  }
  const host = await startLoopback({
    ...{ router, openContext, closeContext, rendererDir, port: args.port, onAddress },
  }).catch((error: NodeJS.ErrnoException) => {
    workplace.close()
    throw error.code === 'EADDRINUSE' ? new Error(`Port ${args.port} is taken: choose another with --port.`) : error
  })
  const stop = async () => {
    await host.close()
    workplace.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

/** The address is printed in any case: a browser that does not open is no error. */
function openBrowser(url: string): void {
  const commands: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
    win32: ['rundll32', ['url.dll,FileProtocolHandler', url]],
    darwin: ['open', [url]],
  }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return
  const [command, args] = commands[process.platform] ?? ['xdg-open', [url]]
  spawn(command, args, { stdio: 'ignore', detached: true })
    .once('error', () => {})
    .unref()
}

run().catch((error: unknown) => {
  process.stderr.write(`${startProblem(error)}\n`)
  process.exit(1)
})
