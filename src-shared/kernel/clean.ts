const TAB = 9
const LINE_FEED = 10
const BLANK = 32
const DELETE = 127

const isControl = (code: number) => (code < BLANK && code !== TAB && code !== LINE_FEED) || code === DELETE

/**
 * Text as every store and every message can carry it: no control characters (a barcode reader sends them, PostgreSQL
 * refuses NUL), no half of a character. Line breaks and tabs stay.
 */
export function cleanText(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  let dirty = false
  for (let i = 0; i < lines.length && !dirty; i++) dirty = isControl(lines.charCodeAt(i))
  const plain = dirty ? [...lines].filter((letter) => !isControl(letter.charCodeAt(0))).join('') : lines
  return plain.replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** Every text in a value, at any depth; the same value where nothing has to change. */
export function cleanTexts(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const members = value.map(cleanTexts)
    return members.every((member, i) => member === value[i]) ? value : members
  }
  const members = Object.entries(value).map(([key, member]) => [key, cleanTexts(member)] as const)
  const same = members.every(([key, member]) => member === (value as Record<string, unknown>)[key])
  return same ? value : Object.fromEntries(members)
}
