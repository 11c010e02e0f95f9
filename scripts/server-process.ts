import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { demoDir, demoPort, projectDir } from './paths.ts'

export interface ServerProcess {
  url: string
  stop(): Promise<void>
}

/** Starts the all-in-one server of the demonstration as a process of its own and waits until it answers. */
export async function startServerProcess(
  where: { dataDir: string; port: number } = { dataDir: `${demoDir}/server`, port: demoPort },
): Promise<ServerProcess> {
  const child = fork(
    `${projectDir}server/app/main.ts`,
    ['--demo', '--data-dir', where.dataDir, '--port', String(where.port)],
    { stdio: 'inherit', cwd: projectDir },
  )
  const url = await ready(child)
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { ready: string }).ready))
    child.once('exit', (code) => reject(new Error(`the server did not start (exit ${code}); its message is above`)))
  })
}
