import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Bare, openBare, recordsFrom } from './bare-sqlite.ts'
import { offer } from './calls.ts'
import type { BenchRecord } from './records.ts'

let bare: Bare
let server: Server

async function start({ file, port }: { file: string; port: number }): Promise<string> {
  bare = openBare(file)
  server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return `http://127.0.0.1:${port}`
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { searchParams } = new URL(request.url ?? '/', 'http://bare')
  if (request.method === 'GET') {
    const page = bare.page.all(
      searchParams.get('list'),
      searchParams.get('after') ?? '',
      Number(searchParams.get('limit')),
    )
    response.end(JSON.stringify(page))
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  bare.put(JSON.parse(Buffer.concat(chunks).toString('utf8')) as BenchRecord[])
  response.end('{}')
}

function seed({ list, rows }: { list: string; rows: number }): void {
  for (let from = 0; from < rows; from += 10_000) bare.put(recordsFrom(list, from, Math.min(10_000, rows - from)))
}

function close(): void {
  server.closeAllConnections()
  server.close()
  bare.close()
}

offer({ start, seed, close })
