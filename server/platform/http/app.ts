import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import { listRoutes } from '../auth/access.ts'
import { databaseState } from '../postgres/away.ts'
import { failureOf } from '../store/failure.ts'
import { isImpossibleValue } from '../store/postgres/failure.ts'
import { isNestedDeeper } from './nesting.ts'
import { type ErrorTexts, problemBody } from './problem.ts'
import { carryTrace, REQUEST_ID, traceOf } from './trace.ts'

export interface HttpOptions {
  /** Bytes; a push of 50 commands with long notes stays far below. */
  bodyLimit?: number
  errorText: ErrorTexts
  /** How long a request may take to arrive; who sends a byte now and then keeps no connection for ever. */
  arrivalMs?: number
  /** PEM. Without it plain HTTP is spoken. */
  tls?: { cert: string; key: string } | undefined
  /** Only the gateway reaches it: what that says of the caller's address and of the request's name is believed. */
  behindGateway?: boolean
  /** Structured log lines without patient data. */
  log: (line: Record<string, unknown>) => void
}

/** A push of a workstation on a bad line takes seconds; it is sent again by itself. */
const ARRIVAL_MS = 60_000

/** A Fastify instance whose every refusal is problem+json with a code of the catalogue, never a stack trace. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { tls, arrivalMs = ARRIVAL_MS } = options
  const common = {
    logger: false,
    bodyLimit: options.bodyLimit ?? 4 * 1024 * 1024,
    forceCloseConnections: true,
    requestTimeout: arrivalMs,
    trustProxy: options.behindGateway ?? false,
    requestIdHeader: options.behindGateway ? REQUEST_ID : (false as const),
    // an address that no route could take: the framework's own answer would repeat it
    frameworkErrors: (error: FastifyError, _request: unknown, reply: FastifyReply) =>
      refuse(reply, { code: 'INPUT_INVALID', params: { detail: `address: ${error.code}` } }, options.errorText),
  } as const
  const times = { headersTimeout: arrivalMs, connectionsCheckingInterval: arrivalMs / 2 }
  // one kind of instance for the routes, whichever of Node's servers is behind it
  const app = tls
    ? (Fastify({
        ...common,
        https: { ...tls, minVersion: 'TLSv1.3', ...times },
      }) as unknown as FastifyInstance)
    : Fastify({ ...common, http: times })
  listRoutes(app)
  carryTrace(app)
  readJson(app)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, (reference) =>
      options.log({
        level: 'error',
        reference,
        request: request.id,
        trace: traceOf(request),
        route: request.routeOptions.url,
        error: error.stack ?? String(error),
      }),
    )
    refuse(reply, problem, options.errorText)
  })
  app.setNotFoundHandler((_request, reply) => {
    refuse(reply, { code: 'ROUTE_UNKNOWN', params: {} }, options.errorText)
  })
  return app
}

function refuse(reply: FastifyReply, problem: Problem, errorText: ErrorTexts): void {
  const body = problemBody(problem, errorText)
  reply.status(body.status).type('application/problem+json').send(body)
}

/** Every walk through a value is as deep as the value: what is nested without end is refused before it is one. */
const MAX_DEPTH = 64

function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text: string, done) => {
    if (isNestedDeeper(text, MAX_DEPTH)) done(new ProblemError('INPUT_INVALID', { detail: 'nested too deep' }))
    else parse(request, text, done)
  })
}

function problemOf(error: FastifyError, report: (reference: string) => void): Problem {
  if (error instanceof ProblemError) return error.problem
  const refused = failureOf(error)
  if (refused) return refused.problem
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'BODY_TOO_LARGE', params: {} }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { code: 'INPUT_INVALID', params: { detail: error.message } }
  if (isImpossibleValue(error))
    return { code: 'INPUT_INVALID', params: { detail: 'a character or number that cannot be kept' } }
  const database = databaseState(error)
  // supervision has said so already; a line for every request would fill the disk that is full
  if (database) return { code: database === 'full' ? 'SERVER_DISK_FULL' : 'SERVICE_UNAVAILABLE', params: {} }
  const reference = randomUUID().slice(0, 8)
  report(reference)
  return { code: 'INTERNAL', params: { reference } }
}
