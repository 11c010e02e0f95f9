import type { FastifyInstance } from 'fastify'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import { forAdministrators } from '../platform/auth/access.ts'
import type { Authority } from '../platform/auth/authority.ts'
import { requireUser } from '../platform/auth/require.ts'
import type { Compacted } from '../platform/sync/compact.ts'
import type { Mounted } from './mount.ts'

const HOUR_MS = 3_600_000
/** A server that was just started has other things to do. */
const FIRST_MS = 5 * 60_000

/** Removes from each service's feed what nobody needs any more. One service after the other. */
export async function compactAll(
  services: ReadonlyMap<string, Mounted>,
  readBy: (source: string) => Promise<number[]> = (source) => readHere(services, source),
): Promise<Record<string, Compacted>> {
  const done: Record<string, Compacted> = {}
  for (const [name, { runtime }] of services) done[name] = await runtime.compact({ readBy: await readBy(name) })
  return done
}

/** How far the other services have read this one's feed. */
function readHere(services: ReadonlyMap<string, Mounted>, source: string): Promise<number[]> {
  const readers = [...services.values()].filter(({ module }) => module.consumers.some((each) => each.source === source))
  return Promise.all(readers.map(({ runtime }) => runtime.consumerCursor(source)))
}

/** Every hour, and when an administrator says so. @returns ends it, after the one at hand */
export function startCompaction(
  services: ReadonlyMap<string, Mounted>,
  { app, authority, log }: { app: FastifyInstance; authority: Authority; log: (line: Record<string, unknown>) => void },
): () => Promise<void> {
  compactionRoute(app, authority, () => compactAll(services))
  return hourlyCompaction(() => compactAll(services), log)
}

/** POST /v1/feeds/compact, for administrators. */
export function compactionRoute(app: FastifyInstance, authority: Authority, compact: () => Promise<unknown>): void {
  app.post('/v1/feeds/compact', forAdministrators, async (request) => {
    const { roles } = await requireUser(authority, request)
    if (!roles.includes('administrator')) throw new ProblemError('NOT_ALLOWED', { name: 'compaction' })
    return compact()
  })
}

/** @returns ends it, after the one at hand */
export function hourlyCompaction(
  compact: () => Promise<unknown>,
  log: (line: Record<string, unknown>) => void,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const run = () => {
    running = compact().then(
      (compacted) => log({ level: 'info', compacted }),
      (error) => log({ level: 'error', compaction: String(error) }),
    )
  }
  const first = setTimeout(run, FIRST_MS)
  const hourly = setInterval(run, HOUR_MS)
  return async () => {
    clearTimeout(first)
    clearInterval(hourly)
    await running
  }
}
