import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Agent, type Dispatcher } from 'undici'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { onwardHeaders, REQUEST_ID } from '../../platform/http/trace.ts'
import { TICKET_HEADER } from '../peers/tickets.ts'
import type { Instance } from '../split/registration.ts'
import type { Breaker } from './breaker.ts'
import type { Instances } from './instances.ts'

/** Headers of one connection, and what only this gateway may say. */
const NOT_PASSED_ON = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding'],
  ...['upgrade', 'expect', 'host', 'content-length', 'forwarded', 'x-forwarded-for', 'x-forwarded-host'],
  ...['x-forwarded-proto', TICKET_HEADER, REQUEST_ID, 'traceparent'],
])
const CONNECT_MS = 1_000
const ANSWER_MS = 30_000
/** An import of thousands of commands; the removal of what nobody needs. */
const LONG_MS = 300_000
const LONG = /^\/(v1\/[a-z]+\/commands|internal\/[a-z]+\/compact)$/
/** Of all instances of a service, so many are tried. */
const TRIES = 2
/** A push that comes twice gets the outcomes that it had. */
const REPEATABLE = /^\/(v1\/[a-z]+\/sync\/push|internal\/)/

export interface ForwardParts {
  instances: Instances
  breaker: Breaker
}
type Answer = Dispatcher.ResponseData

/** Passes a request on to an instance of the service, and its answer back. */
export class Forwarder {
  readonly #parts: ForwardParts
  readonly #agent = new Agent({ connect: { timeout: CONNECT_MS }, connections: 256, keepAliveTimeout: 4_000 })

  constructor(parts: ForwardParts) {
    this.#parts = parts
  }

  /** @throws ProblemError SERVICE_UNAVAILABLE where no instance answers */
  async forward(request: FastifyRequest, reply: FastifyReply, service: string, ticket: string): Promise<FastifyReply> {
    const { breaker, instances } = this.#parts
    const able = instances.inOrder(service, callerOf(request)).filter(({ id }) => breaker.admits(id))
    for (const instance of able.slice(0, TRIES)) {
      const answer = await this.#send(request, instance, ticket)
      if (answer === 'lost') break
      if (answer !== 'unsent') return passBack(answer, reply)
    }
    throw new ProblemError('SERVICE_UNAVAILABLE')
  }

  close = () => this.#agent.close()

  /** unsent: another instance may be asked; lost: it may have been executed, only the caller knows whether to ask again. */
  async #send(request: FastifyRequest, instance: Instance, ticket: string): Promise<Answer | 'unsent' | 'lost'> {
    const { breaker } = this.#parts
    try {
      const answer = await this.#agent.request(outgoing(request, instance, ticket))
      breaker.worked(instance.id)
      return answer
    } catch (error) {
      const isRefused = ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'].includes(
        (error as NodeJS.ErrnoException).code ?? '',
      )
      breaker.failed(instance.id, isRefused)
      return isRefused || isRepeatable(request) ? 'unsent' : 'lost'
    }
  }
}

const pathOf = ({ raw }: FastifyRequest) => raw.url ?? '/'
const isRepeatable = (request: FastifyRequest) => request.method === 'GET' || REPEATABLE.test(pathOf(request))

/** A workstation or person by its token, anybody else by the address; the token itself is not kept. */
export function callerOf({ headers, ip }: FastifyRequest): string {
  return headers.authorization ? createHash('sha256').update(headers.authorization).digest('base64url') : ip
}

function outgoing(request: FastifyRequest, { url }: Instance, ticket: string): Dispatcher.RequestOptions {
  const path = pathOf(request)
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !NOT_PASSED_ON.has(name)) headers[name] = value
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : null
  return {
    ...{ origin: url, path, method: request.method as Dispatcher.HttpMethod, body },
    headers: { ...headers, [TICKET_HEADER]: ticket, ...onwardHeaders(request), 'x-forwarded-for': request.ip },
    headersTimeout: LONG.test(path.split('?')[0] ?? '') ? LONG_MS : ANSWER_MS,
    bodyTimeout: ANSWER_MS,
  }
}

function passBack({ statusCode, headers, body }: Answer, reply: FastifyReply): FastifyReply {
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && (!NOT_PASSED_ON.has(name) || name === 'content-length')) reply.header(name, value)
  return reply.status(statusCode).send(body)
}
