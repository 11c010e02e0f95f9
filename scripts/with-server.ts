import type { ServerClient } from './server-client.ts'
import { startServerProcess } from './server-process.ts'

/** Runs `work` on the server that is there, or on one that is started for it and stopped afterwards. */
export async function withServer<T>(client: ServerClient, work: () => Promise<T>): Promise<T> {
  if (await client.healthy()) return work()
  process.stdout.write('No server is running; starting it for this.\n')
  const server = await startServerProcess()
  try {
    return await work()
  } finally {
    await server.stop()
  }
}
