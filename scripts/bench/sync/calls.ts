import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { peakMemory } from './process-memory.ts'
import { wireBytes } from './wire.ts'

/** A process of the benchmark that answers its parent's calls by name, one after the other or at once. */
interface Call {
  call: number
  name: string
  args: unknown
}
interface Answer {
  call: number
  result?: unknown
  error?: string
}

const CLOSING_MS = 20_000

/** A function that a process offers; it validates nothing: only its parent calls it. */
// biome-ignore lint/suspicious/noExplicitAny: each call has arguments of its own
export type Calls = Record<string, (args: any) => unknown>

/** Offers the calls, and with them this process's peak memory and the bytes that its servers moved. */
export function offer(calls: Calls): void {
  const all: Calls = { ...calls, memory: peakMemory, wire: wireBytes }
  process.on('message', async ({ call, name, args }: Call) => {
    try {
      const work = all[name]
      if (!work) throw new Error(`no call ${name}`)
      process.send?.({ call, result: await work(args) } satisfies Answer)
    } catch (error) {
      process.send?.({ call, error: (error as Error).stack ?? String(error) } satisfies Answer)
    }
  })
  // the parent was ended by a person: nothing may be left running, a database least of all
  process.once('disconnect', async () => {
    setTimeout(() => process.exit(1), CLOSING_MS).unref()
    await Promise.resolve(calls.close?.({})).catch(() => undefined)
    process.exit(0)
  })
}

/** The parent's end of a process that offers calls. */
export class Child {
  readonly #process: ChildProcess
  readonly #open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  #calls = 0

  constructor(file: string, options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
    this.#process = fork(file, [], {
      stdio: 'inherit',
      serialization: 'advanced',
      ...options,
      env: { ...process.env, ...options.env },
    })
    this.#process.on('message', (answer: Answer) => this.#answered(answer))
    this.#process.once('exit', (code, signal) => {
      for (const { reject } of this.#open.values()) reject(new Error(`${file} ended (${signal ?? code})`))
      this.#open.clear()
    })
  }

  call<T>(name: string, args: unknown = {}): Promise<T> {
    const call = ++this.#calls
    return new Promise<T>((resolve, reject) => {
      this.#open.set(call, { resolve: (value) => resolve(value as T), reject })
      this.#process.send({ call, name, args } satisfies Call, (error) => {
        if (!error) return
        this.#open.delete(call)
        reject(error)
      })
    })
  }

  /** kill -9: nothing is closed, nothing is written any more. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Asks the process to close what it holds, then ends it. */
  async stop(): Promise<void> {
    if (this.#gone) return
    await this.call('close').catch(() => undefined)
    await this.#end('SIGTERM')
  }

  get #gone(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#gone) return
    const gone = once(this.#process, 'exit')
    this.#process.kill(signal)
    await gone
  }

  #answered({ call, result, error }: Answer): void {
    const open = this.#open.get(call)
    this.#open.delete(call)
    if (error === undefined) open?.resolve(result)
    else open?.reject(new Error(error))
  }
}
