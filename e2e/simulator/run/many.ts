import { Worker } from 'node:worker_threads'
import type { WorkerSays, WorkerTask } from './worker.ts'

export interface Tally {
  histories: number
  saved: number
  events: number
  deaths: number
  /** What did not hold, by seed. */
  failed: Map<number, readonly string[]>
}

/** Plays the histories of `count` seeds from `seed` on, spread over threads. */
export async function playMany(
  { seed, count, workers }: { seed: number; count: number; workers: number },
  onPlayed: (tally: Tally, says: WorkerSays) => void,
): Promise<Tally> {
  const tally: Tally = { histories: 0, saved: 0, events: 0, deaths: 0, failed: new Map() }
  const threads = Array.from({ length: Math.min(workers, count) }, (_, i) =>
    threadsOneByOne({ first: seed + i, step: workers, count: Math.ceil((count - i) / workers) }, (says) => {
      add(tally, says)
      onPlayed(tally, says)
    }),
  )
  await Promise.all(threads)
  return tally
}

function add(tally: Tally, { seed, breaches, saved, events, deaths }: WorkerSays): void {
  tally.histories += 1
  tally.saved += saved
  tally.events += events
  tally.deaths += deaths
  if (breaches.length > 0) tally.failed.set(seed, breaches)
}

/** What processes that were killed in the middle of something still hold goes with their thread: 0.4 MB a history. */
const HISTORIES_A_THREAD = 500

async function threadsOneByOne(task: WorkerTask, onSays: (says: WorkerSays) => void): Promise<void> {
  for (let done = 0; done < task.count; done += HISTORIES_A_THREAD) {
    const count = Math.min(HISTORIES_A_THREAD, task.count - done)
    await thread({ ...task, first: task.first + done * task.step, count }, onSays)
  }
}

function thread(task: WorkerTask, onSays: (says: WorkerSays) => void): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: task })
  worker.on('message', onSays)
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with ${code}`))))
  })
}
