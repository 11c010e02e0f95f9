import { parentPort, workerData } from 'node:worker_threads'
import { openSetting } from '../setting.ts'
import { trySeed } from './try-seed.ts'

/** What a worker thread is asked: every `step`th seed from `first` on. */
export interface WorkerTask {
  first: number
  step: number
  count: number
}
/** What it says after each history. */
export interface WorkerSays {
  seed: number
  breaches: readonly string[]
  saved: number
  events: number
  deaths: number
}

const { first, step, count } = workerData as WorkerTask
const setting = await openSetting()
for (let i = 0; i < count; i++) {
  const seed = first + i * step
  const { breaches, saved, events, deaths } = await trySeed(seed, setting.free())
  parentPort?.postMessage({ seed, breaches, saved, events, deaths } satisfies WorkerSays)
}
setting.close()
