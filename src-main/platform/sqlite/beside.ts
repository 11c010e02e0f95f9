import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** Its own connection: the event loop goes on, and a save waits for one group of statements at most. */
const CODE = `
const { parentPort, workerData } = require('node:worker_threads')
const db = new (require(workerData.library))(workerData.file, { timeout: 5000 })
try {
  for (const pragma of workerData.pragmas) db.pragma(pragma)
  for (const group of workerData.groups) db.transaction(() => { for (const sql of group) db.exec(sql) }).immediate()
  parentPort.postMessage(null)
} catch (error) {
  parentPort.postMessage({ message: error.message, code: error.code })
} finally {
  db.close()
}`

const library = createRequire(import.meta.url).resolve('better-sqlite3')

/** Runs groups of statements on another thread, each group in a transaction. @returns when all are done, and how to end it early */
export function runBeside(file: string, pragmas: readonly string[], groups: readonly (readonly string[])[]) {
  const worker = new Worker(CODE, { eval: true, workerData: { library, file, pragmas, groups } })
  const done = new Promise<void>((resolve, reject) => {
    worker.once('message', (failure: { message: string; code: string } | null) =>
      failure ? reject(Object.assign(new Error(failure.message), { code: failure.code })) : resolve(),
    )
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the worker has ended')))
  })
  return { done, end: () => void worker.terminate() }
}
