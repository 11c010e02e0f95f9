import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { generateClients } from './clients/generate.ts'
import { projectDir } from './paths.ts'

// npm run clients: typed clients of what docs/api releases, into clients/; nothing there is written by hand
const into = join(projectDir, 'clients')
await rm(into, { recursive: true, force: true })
await generateClients(into)
