import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import { forAnyone } from '../platform/auth/access.ts'

/** GET /ready: whether requests can be answered, which they cannot without the database. @throws SERVICE_UNAVAILABLE */
export function readyRoute(app: FastifyInstance, pools: readonly Pick<pg.Pool, 'query'>[]): void {
  app.get('/ready', forAnyone, async () => {
    const answers = await Promise.allSettled(pools.map((pool) => pool.query('SELECT 1')))
    if (answers.some(({ status }) => status === 'rejected')) throw new ProblemError('SERVICE_UNAVAILABLE')
    return { status: 'ready' }
  })
}
