import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Names of the files of a profile in whose bytes the word stands, as UTF-8 or UTF-16. */
export function filesWith(dir: string, word: string): string[] {
  const needles = [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')]
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const holds = (path: string) => needles.some((needle) => readFileSync(path).includes(needle))
  return files.filter((file) => holds(join(file.parentPath, file.name))).map((file) => file.name)
}
