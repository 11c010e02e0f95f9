import type { Consumer } from '../service.ts'
import type { ServiceRuntime } from '../sync/runtime.ts'

const PAGE = 2_000
const POLL_MS = 1_000

export interface ConsumerHandle {
  stop(): Promise<void>
  /** Resolves when everything that the source had committed before the call has been applied. */
  caughtUp(): Promise<void>
}

/** Follows the source's feed: woken by its commits, with a poll behind it; a failure is tried again, never skipped. */
export function startConsumer(
  consumer: Consumer,
  source: Pick<ServiceRuntime, 'feed' | 'onCommit'>,
  target: ServiceRuntime,
  log: (line: Record<string, unknown>) => void,
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
  const timer = setInterval(wake, POLL_MS)
  return {
    caughtUp: async () => {
      wake()
      await running
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      unsubscribe()
      await running
    },
  }
}

async function consumePage(
  consumer: Consumer,
  source: Pick<ServiceRuntime, 'feed'>,
  target: ServiceRuntime,
): Promise<number> {
  const after = await target.consumerCursor(consumer.source)
  const entries = await source.feed(after, PAGE)
  const last = entries.at(-1)
  if (!last) return 0
  await target.project(consumer.source, last.ver, (tx) => consumer.apply(tx, entries))
  return entries.length
}
