import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createClient } from '@hey-api/openapi-ts'
import { projectDir } from '../paths.ts'

type Operations = Record<string, { operationId?: string }>
interface Document {
  paths: Record<string, Operations>
}

const released = join(projectDir, 'docs/api')
/** Files of the library itself, the same for every service. */
const RUNTIME = ['client', 'core']

/**
 * Types and functions of every released route, a folder for each service, into an empty folder.
 * @throws Error where two routes of a service would have the same name
 */
export async function generateClients(into: string): Promise<void> {
  const files = (await readdir(released)).filter((file) => file.endsWith('.json'))
  for (const file of files) {
    const service = basename(file, '.json')
    const document = JSON.parse(await readFile(join(released, file), 'utf8')) as Document
    await createClient({
      // what the library reads is a document with names; the released one has none
      input: named(service, document) as never,
      output: { path: join(into, service), module: { extension: '.ts' }, entryFile: false },
      plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
      logs: { level: 'silent', file: false },
    })
    await shareRuntime(into, service)
  }
}

/** `getUsersById` for GET /v1/identity/users/{id}. */
function named(service: string, document: Document): Document {
  const seen = new Set<string>()
  const paths = Object.entries(document.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => {
        const operationId = nameOf(service, method, path)
        if (seen.has(operationId)) throw new Error(`${service}: two routes would be called ${operationId}`)
        seen.add(operationId)
        return [method, { ...operation, operationId }]
      }),
    ),
  ])
  return { ...document, paths: Object.fromEntries(paths) }
}

function nameOf(service: string, method: string, path: string): string {
  const words = path
    .replace(`/v1/${service}/`, '')
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** One copy for all services; the compiler is not asked about it, as about no other library. */
async function shareRuntime(into: string, service: string): Promise<void> {
  const own = join(into, service)
  for (const part of RUNTIME) {
    const [from, to] = [join(own, part), join(into, 'runtime', part)]
    await mkdir(to, { recursive: true })
    for (const file of await readdir(from))
      await writeFile(join(to, file), `// @ts-nocheck\n${await readFile(join(from, file), 'utf8')}`)
    await rm(from, { recursive: true })
  }
  for (const file of await readdir(own)) {
    const text = await readFile(join(own, file), 'utf8')
    await writeFile(join(own, file), text.replaceAll(/'\.\/(client|core)\//g, "'../runtime/$1/"))
  }
}
