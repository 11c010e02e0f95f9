import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzz } from '../e2e/api/fuzz/fuzz.ts'
import { startServer } from '../server/app/all-in-one.ts'

// npm run fuzz -- --requests 20000 [--seed N]: a server of its own, called by requests made of its own documents
const { values } = parseArgs({ options: { requests: { type: 'string' }, seed: { type: 'string' } } })
const [requests, seed] = [Number(values.requests ?? 20_000), Number(values.seed ?? Date.now() % 1_000_000_000)]
console.log(`${requests} requests, seed ${seed}`)
const dataDir = await mkdtemp(join(tmpdir(), 'carecode-fuzz-'))
const log = (line: Record<string, unknown>) => void (line.level === 'error' && console.error(JSON.stringify(line)))
const server = await startServer({ dataDir, port: 0, log })
try {
  console.log('answered', await fuzz(server, { requests, seed }))
} finally {
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}
