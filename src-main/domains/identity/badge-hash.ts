import { argon2id } from 'hash-wasm'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'

/** Codes that a printer counts up could be guessed from the hash: they have to be long. */
const SHORTEST = 12

/**
 * What a badge's code hashes to at this hospital: the same at every workstation, so that it can be looked up. Slow, as
 * the hash stands in every cache. @throws ProblemError BADGE_SHORT
 */
export async function badgeHash(code: string, facilityId: string): Promise<string> {
  const text = code.trim().toUpperCase()
  if (text.length < SHORTEST) throw new ProblemError('BADGE_SHORT')
  return argon2id({
    password: text,
    salt: Buffer.from(facilityId.replaceAll('-', ''), 'hex'),
    ...{ parallelism: 1, iterations: 2, memorySize: 19_456, hashLength: 32, outputType: 'encoded' },
  })
}
