import type { FastifyInstance } from 'fastify'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { isTicket, TICKET_HEADER, type Tickets } from './tickets.ts'

/** A stream without an end. */
export const POKES = '/internal/pokes'
/** For anyone, or with a token of its own. */
const OPEN = ['/health', '/ready', '/metrics']

/**
 * Lets in what comes through the gateway, and other processes of the server to what is theirs. It goes by the route that
 * was found, not by the address: that can be written in many ways. @throws ProblemError SERVICE_KEY_WRONG
 */
export function guard(app: FastifyInstance, tickets: Tickets): void {
  app.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url ?? ''
    if (OPEN.includes(route)) return
    const wanted = route.startsWith('/internal/') ? tickets.internal : tickets.via
    if (!isTicket(request.headers[TICKET_HEADER], wanted)) throw new ProblemError('SERVICE_KEY_WRONG')
  })
}

/** Counts what is being answered. @returns waits until nothing is, at most so long */
export function inFlight(app: FastifyInstance): (mostMs: number) => Promise<void> {
  let now = 0
  const counts = (route: string | undefined) => route !== POKES
  app.addHook('onRequest', async ({ routeOptions }) => void (counts(routeOptions.url) && now++))
  app.addHook('onResponse', async ({ routeOptions }) => void (counts(routeOptions.url) && now--))
  return async (mostMs) => {
    const end = Date.now() + mostMs
    while (now > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
