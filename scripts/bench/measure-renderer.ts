import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectDir } from '../paths.ts'

/** Bytes, gzip, of the page and of every script and style that it names: what the first load needs. */
export function firstLoadBytes(): number {
  const dir = `${projectDir}dist/renderer`
  const html = readFileSync(join(dir, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.(?:js|css))"/g)].map(
    (match) => match[1] as string,
  )
  if (named.length === 0) throw new Error('the page names no script: build the renderer first')
  return [Buffer.from(html), ...named.map((file) => readFileSync(join(dir, file)))].reduce(
    (sum, bytes) => sum + gzipSync(bytes).length,
    0,
  )
}
