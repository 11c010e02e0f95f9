import { argon2id } from 'hash-wasm'
import { isTrivialPin } from '../../../src-shared/domains/identity/index.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { successful } from '../../platform/device/enrol.ts'
import type { Station } from '../../platform/station.ts'
import { terminalPolicy } from './queries/policy.ts'

/**
 * Sets the PIN of whoever knows the password; the PIN itself leaves this workstation in no form but its verifier.
 * @throws ProblemError PIN_LENGTH, PIN_TRIVIAL, SIGN_IN_WRONG, SERVER_UNREACHABLE, …
 */
export async function setOwnPin(
  station: Station,
  username: string,
  { password, pin }: { password: string; pin: string },
): Promise<void> {
  const { pinDigits } = terminalPolicy(station.db)
  if (!/^\d+$/.test(pin) || pin.length !== pinDigits) throw new ProblemError('PIN_LENGTH', { digits: pinDigits })
  if (isTrivialPin(pin)) throw new ProblemError('PIN_TRIVIAL')
  const verifier = await argon2id({
    password: pin,
    salt: crypto.getRandomValues(new Uint8Array(16)),
    ...{ parallelism: 1, iterations: 2, memorySize: 19_456, hashLength: 32, outputType: 'encoded' },
  })
  successful(await station.network.request('POST', '/v1/identity/pin', { username, password, verifier }))
  void station.sync.syncNow()
}
