import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { kept } from './kept-file.ts'

/** By what whoever watches the server is known; `metrics.token`, one for an installation. */
export const openMetricsToken = async (dataDir: string): Promise<string> =>
  (await kept(join(dataDir, 'metrics.token'), () => randomBytes(32).toString('base64url'))).trim()
