import { readFileSync } from 'node:fs'

/** Of this server, as package.json names it. */
export const VERSION = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version
