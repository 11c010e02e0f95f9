import type { FastifyInstance } from 'fastify'
import { forWorkstations } from '../auth/access.ts'
import type { Authority, DeviceSession } from '../auth/authority.ts'
import { requireDevice } from '../auth/require.ts'
import type { PokeHub } from './poke-hub.ts'

const HEARTBEAT_MS = 15_000

/**
 * GET /v1/events: server-sent pokes {service, scope, ver} of the scopes granted to the workstation; no content.
 * @param scopesOf all that it may hold, of every service
 */
export function eventRoutes(
  app: FastifyInstance,
  authority: Authority,
  hub: PokeHub,
  scopesOf: (device: DeviceSession) => string[],
): void {
  app.get('/v1/events', forWorkstations, async (request, reply) => {
    const device = await requireDevice(authority, request)
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    stream.write(': connected\n\n')
    const unsubscribe = hub.subscribe(scopesOf(device), (poke) => {
      // a reader that does not keep up is cut off: it polls, and comes back
      if (stream.writableLength > 1_000_000) stream.destroy()
      else stream.write(`event: poke\ndata: ${JSON.stringify(poke)}\n\n`)
    })
    const forget = hub.endsFor(device.deviceId, () => stream.end())
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS)
    stream.on('close', () => {
      clearInterval(heartbeat)
      unsubscribe()
      forget()
    })
  })
}
