import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Question, Verdict } from './judge-child.ts'

const CHILD = fileURLToPath(new URL('./judge-child.ts', import.meta.url))
/** The tests of a change take a few seconds; one that takes so long does not end. */
const ENDLESS_MS = 60_000

/** One process that judges a change at a time. */
export class Judge {
  #child: ChildProcess | null = null

  /** The test that failed; `endless` where the tests do not end with the change; null where all pass. */
  async verdictOn(question: Question): Promise<string | null> {
    const child = await this.#started()
    child.send(question)
    const verdict = await Promise.race([answerOf(child), after(ENDLESS_MS)])
    if (verdict !== 'endless') return verdict
    this.stop()
    return 'endless'
  }

  stop(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }

  async #started(): Promise<ChildProcess> {
    if (this.#child) return this.#child
    this.#child = fork(CHILD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    await once(this.#child, 'message')
    return this.#child
  }
}

async function answerOf(child: ChildProcess): Promise<string | null> {
  const ended = new AbortController()
  const gone = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`The tests' process ended with ${code}`)
  })
  try {
    const [verdict] = (await Promise.race([once(child, 'message', { signal: ended.signal }), gone])) as [Verdict]
    return verdict.killedBy
  } finally {
    gone.catch(() => {})
    ended.abort()
  }
}

const after = (ms: number) =>
  new Promise<'endless'>((resolve) => {
    setTimeout(() => resolve('endless'), ms).unref()
  })
