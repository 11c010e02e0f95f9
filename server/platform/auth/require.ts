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

/** The signed-in person behind this request, or SESSION_MISSING. */
export async function requireUser(authority: Authority, request: FastifyRequest): Promise<Actor> {
  const token = bearerOf(request)
  const actor = token && (await authority.user(token))
  if (!actor) throw new ProblemError('SESSION_MISSING')
  return actor
}
