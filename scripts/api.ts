import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../server/app/all-in-one.ts'
import { SERVICE_NAMES } from '../server/app/services.ts'
import { breakingChanges } from '../server/platform/http/breaking.ts'
import type { ApiDocument } from '../server/platform/http/openapi.ts'

// npm run api: writes docs/api/<service>.json, which is what integrators rely on; never takes away what stands there
const folder = join(import.meta.dirname, '../docs/api')
const dataDir = await mkdtemp(join(tmpdir(), 'carecode-api-'))
const server = await startServer({ dataDir, port: 0, log: () => undefined })
try {
  for (const service of SERVICE_NAMES) await release(service)
} finally {
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function release(service: string): Promise<void> {
  const file = join(folder, `${service}.json`)
  const today = (await (await fetch(`${server.url}/v1/${service}/openapi.json`)).json()) as ApiDocument
  const lost = existsSync(file) ? breakingChanges(JSON.parse(await readFile(file, 'utf8')), today) : []
  for (const change of lost) console.error(`${service}: ${change}`)
  if (lost.length > 0) process.exitCode = 1
  else await writeFile(file, `${JSON.stringify(today, null, 2)}\n`)
  console.log(`${service}: ${lost.length > 0 ? 'not written' : `${Object.keys(today.paths).length} paths`}`)
}
