import type { FastifyInstance } from 'fastify'
import type { PokeHub } from '../../platform/events/poke-hub.ts'
import { POKES } from '../peers/guard.ts'

const HEARTBEAT_MS = 1_000
const MOST_WAITING = 4_000_000

/** GET /internal/pokes: what this process commits, and whose streams have to end, for the gateways. */
export function pokeStream(app: FastifyInstance, hub: PokeHub): void {
  app.get(POKES, (_request, reply) => {
    reply.hijack()
    const stream = reply.raw
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    stream.write(': connected\n\n')
    const forget = hub.watch((news) => {
      // a gateway that does not keep up is cut off: it comes back, and the workstations look every half minute
      if (stream.writableLength > MOST_WAITING) stream.destroy()
      else stream.write(`data: ${JSON.stringify(news)}\n\n`)
    })
    const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS)
    stream.on('close', () => {
      clearInterval(heartbeat)
      forget()
    })
  })
}
