import { parseArgs } from 'node:util'
import { DEMO_PASSWORD } from '../server/demo/hospital.ts'
import { serverUrl } from './paths.ts'
import { ServerClient } from './server-client.ts'

const USAGE = `npm run compact -- [--server URL] [--user NAME]
  Removes from the server's feeds what nobody needs any more; the server does so by itself every hour.
  The password of --user is read from CARECODE_PASSWORD (the demonstration's where it is not set).`

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      server: { type: 'string', default: serverUrl },
      user: { type: 'string', default: 'admin' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  const client = new ServerClient(values.server)
  if (!(await client.healthy())) throw new Error(`No server answers at ${values.server}.`)
  await client.signIn(values.user, process.env.CARECODE_PASSWORD ?? DEMO_PASSWORD)
  const done = await client.post<Record<string, { horizon: number; removed: number }>>('/v1/feeds/compact', {})
  for (const [service, { horizon, removed }] of Object.entries(done))
    process.stdout.write(`${service}: ${removed} entries removed, the feed begins after version ${horizon}\n`)
}

run().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
})
