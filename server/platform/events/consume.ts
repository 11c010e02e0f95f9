import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Consumer } from '../service.ts'
import type { ServiceRuntime } from '../sync/runtime.ts'

const PAGE = 2_000
const POLL_MS = 1_000

type Source = Pick<ServiceRuntime, 'feed' | 'snapshot' | 'scopes'>
/** A service whose feed is followed: in this process, or asked over the network. */
export type ConsumerSource = Source & Pick<ServiceRuntime, 'onCommit'>

export interface ConsumerHandle {
  stop(): Promise<void>
  /** Resolves when everything that the source had committed before the call has been applied. */
  caughtUp(): Promise<void>
}

/** Follows the source's feed: woken by its commits, with a poll behind it; a failure is tried again, never skipped. */
export function startConsumer(
  consumer: Consumer,
  source: ConsumerSource,
  target: ServiceRuntime,
  log: (line: Record<string, unknown>) => void,
  every: (ms: number, work: () => void) => () => void = realTimer,
): ConsumerHandle {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let again = true

  const run = async () => {
    while (again && !stopped) {
      again = false
      try {
        while (!stopped && (await consumePage(consumer, source, target)) > 0) {}
      } catch (error) {
        log({ level: 'error', consumer: `${target.service}<${consumer.source}`, error: String(error) })
        return
      }
    }
  }
  const wake = () => {
    again = true
    running = running.then(run)
  }
  running = run()
  const unsubscribe = source.onCommit(wake)
  const stopTimer = every(POLL_MS, wake)
  return {
    caughtUp: async () => {
      wake()
      await running
    },
    stop: async () => {
      stopped = true
      stopTimer()
      unsubscribe()
      await running
    },
  }
}

function realTimer(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms)
  return () => clearInterval(timer)
}

async function consumePage(consumer: Consumer, source: Source, target: ServiceRuntime): Promise<number> {
  const after = await target.consumerCursor(consumer.source)
  const entries = await source.feed(after, PAGE).catch((error) => {
    if (error instanceof ProblemError && error.problem.code === 'CURSOR_TOO_OLD') return null
    throw error
  })
  if (!entries) return startOver(consumer, source, target)
  const last = entries.at(-1)
  if (!last) return 0
  await target.project(consumer.source, last.ver, (tx) => consumer.apply(tx, entries))
  return entries.length
}

/**
 * A new consumer of an old service: the beginning of its feed is gone. Every row is read as it stands, and the feed from
 * where the first page stood; broken off, it begins again, for a row that is applied twice changes nothing.
 */
async function startOver(consumer: Consumer, source: Source, target: ServiceRuntime): Promise<number> {
  const before = await target.consumerCursor(consumer.source)
  let from: number | null = null
  let applied = 0
  for (const scope of await source.scopes()) {
    for (let after: string | null = null, page = null; !page || page.next !== null; after = page.next) {
      page = await source.snapshot(scope, after, PAGE)
      from ??= page.at
      const entries = page.rows.map((row) => ({ ...row, ver: page?.at ?? 0, op: 'put' as const, scope }))
      await target.project(consumer.source, before, (tx) => consumer.apply(tx, entries))
      applied += entries.length
    }
  }
  if (from !== null) await target.project(consumer.source, from, async () => undefined)
  return applied
}
