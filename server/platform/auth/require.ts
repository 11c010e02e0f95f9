import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
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

/**
 * The administrator behind this request: signed in, or named (`?actor=`) by the enrolled workstation that sends it, as a
 * command's actor is. Whether that person is one, the hospital's records say. @throws ProblemError NOT_ALLOWED, …
 */
export async function requireAdministrator(authority: Authority, request: FastifyRequest): Promise<Actor> {
  const { actor: named } = request.query as { actor?: unknown }
  const user =
    typeof named === 'string' ? await vouchedFor(authority, request, named) : await requireUser(authority, request)
  if (!user.roles.includes('administrator')) throw new ProblemError('NOT_ALLOWED', { name: 'workstations' })
  return user
}

async function vouchedFor(authority: Authority, request: FastifyRequest, userId: string): Promise<Actor> {
  await requireDeviceInUse(authority, request)
  const actor = UUID.test(userId) ? await authority.actor(userId) : null
  if (!actor) throw new ProblemError('ACTOR_UNKNOWN')
  return actor
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The signed-in person behind this request, or SESSION_MISSING. */
export async function requireUser(authority: Authority, request: FastifyRequest): Promise<Actor> {
  const token = bearerOf(request)
  const actor = token && (await authority.user(token))
  if (!actor) throw new ProblemError('SESSION_MISSING')
  return actor
}
