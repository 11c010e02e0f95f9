import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface StaticFile {
  type: string
  body: Buffer
}

/** The renderer's file at a URL path, or null: where there is none, it lies outside the folder, or its type is not served. */
export async function staticFile(dir: string, pathname: string): Promise<StaticFile | null> {
  const path = decoded(pathname === '/' ? '/index.html' : pathname)
  const type = path && types[extname(path)]
  if (!path || !type) return null
  try {
    const root = await realpath(dir)
    // after links are followed: a link inside the folder must not lead out of it
    const file = await realpath(join(root, path))
    return file.startsWith(root + sep) ? { type, body: await readFile(file) } : null
  } catch {
    return null
  }
}

function decoded(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname)
    return /[\\\0]|(^|\/)\./.test(path) ? null : path
  } catch {
    return null
  }
}
