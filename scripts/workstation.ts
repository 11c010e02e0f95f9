import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEMO_PASSWORD } from '../server/demo/hospital.ts'
import { buildIfNeeded } from './build.ts'
import { createEnrolmentCode } from './enrolment-code.ts'
import { demoDir, projectDir, serverUrl } from './paths.ts'
import { ServerClient } from './server-client.ts'

export interface Workstation {
  host: 'electron' | 'loopback'
  closed: Promise<unknown>
  stop(): Promise<void>
}

/** Opens the workstation of a profile: in Electron where its binary is there, else in the browser, saying why. */
export async function openWorkstation(profile: string): Promise<Workstation> {
  const stationDir = `${demoDir}/stations`
  const args = [
    '--profile',
    profile,
    '--data-dir',
    stationDir,
    '--server',
    serverUrl,
    ...(await enrolment(stationDir, profile)),
  ]
  const electron = electronBinary()
  if ('path' in electron) {
    // one instance for each userData folder: profiles side by side need one each
    const userData = `--user-data-dir=${join(stationDir, profile)}`
    return run('electron', spawn(electron.path, [userData, projectDir, ...args], { stdio: 'inherit' }))
  }
  process.stdout.write(`The workstation opens in the browser: ${electron.why}.\n`)
  const child = spawn(
    process.execPath,
    [`${projectDir}src-main/app/loopback-cli.ts`, ...args, '--renderer', `${projectDir}dist/renderer`, '--open'],
    { stdio: 'inherit' },
  )
  return run('loopback', child)
}

function run(host: Workstation['host'], child: ChildProcess): Workstation {
  const closed = once(child, 'exit')
  return {
    host,
    closed,
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await closed
    },
  }
}

/** A profile that is not enrolled yet gets a code from the demonstration's administrator. */
async function enrolment(stationDir: string, profile: string): Promise<string[]> {
  if (existsSync(join(stationDir, profile, 'device.json'))) return []
  const client = new ServerClient(serverUrl)
  if (!(await client.healthy())) throw new Error(`No server answers at ${serverUrl}: run npm start first.`)
  await client.signIn('admin', DEMO_PASSWORD)
  const code = await createEnrolmentCode(client, null, null)
  return ['--enrol', code, '--name', `Demonstration ${profile.toUpperCase()}`]
}

function electronBinary(): { path: string } | { why: string } {
  try {
    const root = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
    const path = join(root, 'dist', readFileSync(join(root, 'path.txt'), 'utf8'))
    if (!existsSync(path))
      return { why: 'Electron’s program is not installed (npx install-electron fetches it where the network allows)' }
    if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
      return { why: 'there is no display for Electron' }
    if (process.getuid?.() === 0) return { why: 'Electron’s sandbox does not run as root' }
    return { path }
  } catch {
    return { why: 'Electron’s program is not installed (npx install-electron fetches it where the network allows)' }
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { profile: { type: 'string', default: 'a' } } })
  await buildIfNeeded()
  const workstation = await openWorkstation(values.profile)
  process.once('SIGINT', () => void workstation.stop())
  process.once('SIGTERM', () => void workstation.stop())
  await workstation.closed
}
