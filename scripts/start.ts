import { buildIfNeeded } from './build.ts'
import { serverUrl } from './paths.ts'
import { ServerClient } from './server-client.ts'
import { startServerProcess } from './server-process.ts'
import { openWorkstation } from './workstation.ts'

/** npm start: the server with its demonstration hospital, and one workstation. Ctrl+C ends both. */
async function run(): Promise<void> {
  const build = buildIfNeeded()
  const client = new ServerClient(serverUrl)
  const server = (await client.healthy()) ? null : await startServerProcess()
  await build
  const workstation = await openWorkstation('a')
  const stop = async () => {
    await workstation.stop()
    await server?.stop()
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
  workstation.closed.then(() => (workstation.host === 'electron' ? stop() : undefined))
}

run().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
})
