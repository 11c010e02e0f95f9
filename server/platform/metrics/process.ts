import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Metrics } from './metrics.ts'

/** How often the event loop is looked at; Node.js counts it into every delay. */
const LOOK_MS = 20
const lag = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - LOOK_MS / 1000)

/** Memory, processor and event loop of this process, under the names that dashboards know. @returns ends the measuring */
export function measureProcess(metrics: Metrics, version: string): () => void {
  const delay = monitorEventLoopDelay({ resolution: LOOK_MS })
  delay.enable()
  metrics.gauge('carecode_build_info', 'Always 1; the label says which version runs.', () => [
    { labels: { version }, value: 1 },
  ])
  const began = Date.now() / 1000 - process.uptime()
  metrics.gauge('process_start_time_seconds', 'When the process began.', () => [{ value: began }])
  metrics.gauge('process_resident_memory_bytes', 'Memory of the process.', () => [{ value: process.memoryUsage.rss() }])
  const processor = () => {
    const { user, system } = process.cpuUsage()
    return [{ value: (user + system) / 1e6 }]
  }
  metrics.gauge('process_cpu_seconds_total', 'Processor time that was used.', processor, 'counter')
  metrics.gauge('nodejs_eventloop_lag_seconds', 'How late the event loop was since the last question.', () => {
    // before its first turn a histogram has no mean and the greatest of all numbers as its least
    const samples = delay.count === 0 ? [] : lagOf(delay)
    delay.reset()
    return samples
  })
  return () => delay.disable()
}

const lagOf = (delay: ReturnType<typeof monitorEventLoopDelay>) => [
  { labels: { quantile: '0.5' }, value: lag(delay.percentile(50)) },
  { labels: { quantile: '0.99' }, value: lag(delay.percentile(99)) },
  { labels: { quantile: '1' }, value: lag(delay.max) },
]
