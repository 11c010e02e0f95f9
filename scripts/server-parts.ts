import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { endWithWorker } from './end-with-worker.ts'
import { projectDir } from './paths.ts'

/** A part of the server as a process of its own. */
export interface Part {
  url: string
  pid: number
  /** As a power cut does. */
  kill(): Promise<void>
  /** As an administrator does. */
  stop(): Promise<void>
}

const started = async (script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Part> => {
  const child = fork(`${projectDir}server/app/${script}`, [...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    cwd: projectDir,
    env: { ...process.env, ...env },
  })
  endWithWorker(child)
  let log = ''
  child.stderr?.on('data', (part: Buffer) => {
    log = (log + part.toString()).slice(-4_000)
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { ready: string }).ready))
    child.once('exit', () => reject(new Error(`${script} ${args[0]} did not start:\n${log}`)))
  })
  return { url, pid: child.pid ?? 0, kill: () => ended(child, 'SIGKILL'), stop: () => ended(child, 'SIGTERM') }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

export const startGatewayProcess = (dataDir: string, port = 0, options: readonly string[] = []): Promise<Part> =>
  started('gateway-main.ts', ['--data-dir', dataDir, '--port', `${port}`, ...options], {})

export const startServiceProcess = (
  services: readonly string[],
  at: { dataDir: string; gateway: string; database: string },
): Promise<Part> =>
  started('service-main.ts', [...services, '--data-dir', at.dataDir, '--gateway', at.gateway], {
    DATABASE_URL: at.database,
  })
