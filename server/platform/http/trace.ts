import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Names one request in the logs of every process that it passes. */
export const REQUEST_ID = 'x-request-id'
/** W3C trace context: version, trace, span of the sender, flags. */
const TRACE_PARENT = 'traceparent'
const PARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/

interface Passing {
  request: FastifyRequest
  trace: string
  flags: string
}
const passing = new AsyncLocalStorage<Passing>()
const known = new WeakMap<FastifyRequest, Passing>()

/** From now on whatever is asked of other processes while a request is answered carries its name and its trace. */
export function carryTrace(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const [, trace, flags] = PARENT.exec(String(request.headers[TRACE_PARENT] ?? '')) ?? []
    const found = { request, trace: trace ?? randomBytes(16).toString('hex'), flags: flags ?? '00' }
    known.set(request, found)
    passing.run(found, done)
  })
  // the body arrives by events of the connection, which know nothing of the request
  app.addHook('preValidation', (request, _reply, done) => passing.run(known.get(request) as Passing, done))
}

/** Of a request, as other programs of the hospital know it; for log lines. */
export const traceOf = (request: FastifyRequest): string | undefined => known.get(request)?.trace

/** Headers of what is asked in the course of a request, or of this one; none outside of one. */
export function onwardHeaders(of?: FastifyRequest): Record<string, string> {
  const found = of ? known.get(of) : passing.getStore()
  if (!found) return {}
  const { request, trace, flags } = found
  // a span of its own for every question, as if this process had made one
  return { [REQUEST_ID]: request.id, [TRACE_PARENT]: `00-${trace}-${randomBytes(8).toString('hex')}-${flags}` }
}
