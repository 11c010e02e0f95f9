import type { FastifyInstance } from 'fastify'
import { ClusterError } from '../platform/postgres/errors.ts'

/** @throws ClusterError PORT_IN_USE */
export async function listenOn(app: FastifyInstance, { port, host }: { port: number; host: string }): Promise<void> {
  try {
    await app.listen({ port, host })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new ClusterError('PORT_IN_USE', `Something listens on ${host}:${port} already.`)
  }
}
