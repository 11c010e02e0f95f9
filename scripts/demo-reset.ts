import { rm } from 'node:fs/promises'
import { demoDir, serverUrl } from './paths.ts'
import { ServerClient } from './server-client.ts'

if (await new ServerClient(serverUrl).healthy()) {
  process.stderr.write(
    `The demonstration's server is running at ${serverUrl}. Stop it first (Ctrl+C where npm start runs).\n`,
  )
  process.exit(1)
}
await rm(demoDir, { recursive: true, force: true })
process.stdout.write('The demonstration is gone; npm start makes it anew.\n')
