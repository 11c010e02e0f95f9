/**
 * JSON with sorted keys, so that both ends hash the same bytes for the same value.
 * Undefined members are left out as JSON.stringify does; a number that JSON cannot carry is refused.
 */
export function canonicalJson(value: unknown): string {
  // what came over the wire is in order nearly always, and the engine's own writer is several times as fast
  return isInOrder(value) ? JSON.stringify(value) : inOrder(value)
}

/** Whether JSON.stringify writes its keys in order, all the way down. */
function isInOrder(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return false
  if (Array.isArray(value)) return value.every(isInOrder)
  if (!isPlain(value)) return false
  let before: string | null = null
  for (const key in value) {
    if (before !== null && key <= before) return false
    if (!isInOrder((value as Record<string, unknown>)[key])) return false
    before = key
  }
  return true
}

/** Anything else might say by itself what JSON it is. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value)
}

function inOrder(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a JSON number')
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`
  let text = ''
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${inOrder(member)}`
  }
  return `{${text}}`
}
