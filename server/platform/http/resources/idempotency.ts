import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'

/** What a caller names a request by, so that it may send it again. */
export const keySchema = z.string().min(8).max(200)

/**
 * The id of a command that was sent under a key: the same for the same person, service and key. A command's outcome is kept
 * with it for good, so a key is as well, and no table is needed for them.
 */
export function commandIdOf(service: string, userId: string, key: string): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([service, userId, key]))
    .digest()
    .subarray(0, 16)
  // a UUID of version 8: made by a rule of our own
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** @throws ProblemError IDEMPOTENCY_KEY_REUSED: the caller knows its key, not the id that was made of it */
export async function reusedKey<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isReused = error instanceof ProblemError && error.problem.code === 'COMMAND_ID_REUSED'
    throw isReused ? new ProblemError('IDEMPOTENCY_KEY_REUSED') : error
  }
}
