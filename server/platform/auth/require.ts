import type { FastifyRequest } from 'fastify'
import type { Authorised } from '../../../src-shared/kernel/authorise.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { PERSON_HEADER } from '../../../src-shared/sync/protocol.ts'
import type { Authority, DeviceSession } from './authority.ts'

const bearerOf = (request: FastifyRequest): string | null =>
  /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null

/** The enrolled workstation that sent this request, or WORKSTATION_UNKNOWN. */
export async function requireDevice(authority: Authority, request: FastifyRequest): Promise<DeviceSession> {
  const token = bearerOf(request)
  const device = token && (await authority.device(token))
  if (!device) throw new ProblemError('WORKSTATION_UNKNOWN')
  return device
}

/** The same, but not one that was taken out of use. @throws ProblemError WORKSTATION_UNKNOWN, WORKSTATION_REVOKED */
export async function requireDeviceInUse(authority: Authority, request: FastifyRequest): Promise<DeviceSession> {
  const device = await requireDevice(authority, request)
  if (device.revokedAt !== null) throw new ProblemError('WORKSTATION_REVOKED')
  return device
}

/** The administrator behind this request. Whether that person is one, the hospital's records say. @throws ProblemError NOT_ALLOWED, … */
export async function requireAdministrator(authority: Authority, request: FastifyRequest): Promise<Authorised> {
  const user = await requireUser(authority, request)
  if (!user.roles.includes('administrator')) throw new ProblemError('NOT_ALLOWED', { name: 'administration' })
  return user
}

/**
 * The person behind this request: by a token of the command line, or by the workstation in use that sends it and the
 * token that the person's password was given for there. @throws ProblemError SESSION_MISSING, WORKSTATION_UNKNOWN, …
 */
export async function requireUser(authority: Authority, request: FastifyRequest): Promise<Authorised> {
  const person = personTokenOf(request)
  const { deviceId } = person === null ? { deviceId: null } : await requireDeviceInUse(authority, request)
  const token = person ?? bearerOf(request)
  const actor = token && (await authority.user(token, deviceId))
  if (!actor) throw new ProblemError('SESSION_MISSING')
  return actor
}

/** Whoever has given the password at the workstation in use that sends this. @throws ProblemError SESSION_MISSING, WORKSTATION_UNKNOWN, … */
export async function requireSeated(authority: Authority, request: FastifyRequest): Promise<Authorised> {
  await requireDeviceInUse(authority, request)
  if (personTokenOf(request) === null) throw new ProblemError('SESSION_MISSING')
  return requireUser(authority, request)
}

/** What a person at a workstation was given for the password; null: there is nobody. */
export function personTokenOf(request: FastifyRequest): string | null {
  const sent = request.headers[PERSON_HEADER]
  return typeof sent === 'string' ? sent.slice(0, 200) : null
}

/** The workstation in use that sends this, or null where no workstation does. @throws ProblemError WORKSTATION_UNKNOWN, … */
export async function deviceInUse(authority: Authority, request: FastifyRequest): Promise<DeviceSession | null> {
  return bearerOf(request) === null ? null : requireDeviceInUse(authority, request)
}
