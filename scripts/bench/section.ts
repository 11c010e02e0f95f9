import { existsSync, readFileSync } from 'node:fs'

const marks = (name: string) => ({ from: `<!-- ${name} -->`, to: `<!-- end of ${name} -->` })

/** The section of this name in the page, with its marks; empty where there is none. */
export function sectionOf(file: string, name: string): string {
  const { from, to } = marks(name)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const [begin, end] = [text.indexOf(from), text.indexOf(to)]
  return begin < 0 || end < begin ? '' : text.slice(begin, end + to.length)
}

/** The page with this text as its section of this name, everything else as it is. */
export function withSection(file: string, name: string, section: string): string {
  const { from, to } = marks(name)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const made = `${from}\n${section.trim()}\n${to}`
  const old = sectionOf(file, name)
  return old === '' ? `${text.trimEnd()}\n\n${made}\n` : text.replace(old, () => made)
}
