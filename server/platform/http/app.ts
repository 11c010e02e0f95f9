import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { type Problem, ProblemError } from '../../../src-shared/kernel/errors.ts'
import { databaseState } from '../postgres/away.ts'
import { failureOf } from '../store/failure.ts'
import { isImpossibleValue } from '../store/postgres/failure.ts'
import { type ErrorTexts, problemBody } from './problem.ts'

export interface HttpOptions {
  /** Bytes; a push of 50 commands with long notes stays far below. */
  bodyLimit?: number
  errorText: ErrorTexts
  /** PEM. Without it plain HTTP is spoken. */
  tls?: { cert: string; key: string } | undefined
  /** Structured log lines without patient data. */
  log: (line: Record<string, unknown>) => void
}

/** A Fastify instance whose every refusal is problem+json with a code of the catalogue, never a stack trace. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { tls } = options
  const common = {
    logger: false,
    bodyLimit: options.bodyLimit ?? 4 * 1024 * 1024,
    forceCloseConnections: true,
  } as const
  // one kind of instance for the routes, whichever of Node's servers is behind it
  const app = tls
    ? (Fastify({ ...common, https: { ...tls, minVersion: 'TLSv1.3' } }) as unknown as FastifyInstance)
    : Fastify(common)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, (reference) =>
      options.log({ level: 'error', reference, route: request.routeOptions.url, error: error.stack ?? String(error) }),
    )
    const body = problemBody(problem, options.errorText)
    reply.status(body.status).type('application/problem+json').send(body)
  })
  app.setNotFoundHandler((_request, reply) => {
    const body = problemBody({ code: 'ROUTE_UNKNOWN', params: {} }, options.errorText)
    reply.status(body.status).type('application/problem+json').send(body)
  })
  return app
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
