import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { kept } from './kept-file.ts'

/** The server's part in the keys of the workstations' caches. */
export interface LeaseKey {
  /** Base64, 32 bytes: the same for one cache of one workstation whenever it is asked. */
  halfOf(deviceId: string, keyId: string): string
}

/**
 * One secret beside the database, as the seal key is: it has to survive a restore, or every workstation that was away
 * would have to be set up anew. Whoever has it still needs a workstation's own half.
 */
export async function openLeaseKey(dataDir: string): Promise<LeaseKey> {
  const secret = Buffer.from(await kept(join(dataDir, 'lease.key'), () => randomBytes(32).toString('base64')), 'base64')
  return {
    halfOf: (deviceId, keyId) =>
      createHmac('sha256', secret).update(`carecode-cache\n${deviceId}\n${keyId}`).digest('base64'),
  }
}
