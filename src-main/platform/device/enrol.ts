import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { problemBodySchema } from '../../../src-shared/sync/protocol.ts'
import { splitEnrolment, trustSchema } from '../../../src-shared/sync/trust.ts'
import type { Ports } from '../ports.ts'
import type { DeviceState } from './device.ts'
import type { HttpAnswer } from './transport.ts'

const answerSchema = z.object({
  deviceId: z.uuid(),
  facilityId: z.uuid(),
  facilityName: z.string(),
  utcOffsetMinutes: z.number(),
  services: z.array(z.string()),
  tls: trustSchema.optional(),
})

/**
 * Makes this workstation known to the server with a code from an administrator.
 * @throws ProblemError ALREADY_ENROLLED, ENROLMENT_PIN_MISSING, SERVER_NOT_TRUSTED, ENROLMENT_CODE_WRONG and others of the server, SERVER_UNREACHABLE
 */
export async function enrol(ports: Ports, device: DeviceState, serverUrl: string, typed: string, name: string) {
  requireNotEnrolled(device)
  const { code, pin } = splitEnrolment(typed)
  if (pin === null && serverUrl.startsWith('https:')) throw new ProblemError('ENROLMENT_PIN_MISSING')
  const trust = pin === null ? undefined : { firstPin: pin }
  const base = serverUrl.replace(/\/+$/, '')
  const pair = ports.crypto.generateKeyPair()
  // before the server knows the public key: an enrolment whose private key was lost could never sign
  device.keepKey(pair.privateKey)
  const body = { code, name, publicKey: pair.publicKey }
  const url = `${base}/v1/identity/enrol`
  const sent = ports.network.request({ method: 'POST', url, headers: {}, body, timeoutMs: 20_000, trust })
  const answer = await sent.catch(unreachable)
  const told = answerSchema.parse(successful(answer))
  // a second click may have been faster
  requireNotEnrolled(device)
  device.accept({ serverUrl: base, deviceName: name, ...told }, pair.privateKey)
}

/** No answer, for whatever reason that has no code of its own. */
export function unreachable(error: unknown): never {
  throw error instanceof ProblemError ? error : new ProblemError('SERVER_UNREACHABLE')
}

/** Another key would make everything that was signed and not yet sent a forgery; another server would be given it all. */
function requireNotEnrolled(device: DeviceState): void {
  if (device.enrolled) throw new ProblemError('ALREADY_ENROLLED')
}

/** The body of a good answer. @throws ProblemError with the server's code */
export function successful(answer: HttpAnswer): unknown {
  if (answer.status >= 200 && answer.status < 300) return answer.body
  const refusal = problemBodySchema.safeParse(answer.body)
  if (refusal.success) throw new ProblemError(refusal.data.code, refusal.data.params)
  throw new ProblemError('SERVICE_UNAVAILABLE')
}
