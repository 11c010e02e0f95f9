import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { endWithWorker } from '../../scripts/end-with-worker.ts'
import { projectDir } from '../../scripts/paths.ts'
import type { Ask, Saved, Stand, Told } from './messages.ts'

interface Plan {
  dir: string
  serverUrl: string
  username: string
}

/** A workstation process that can be killed and started again on the same profile, and every entry that it ever saved. */
export class StationProcess {
  readonly name: string
  readonly saved: Saved[] = []
  /** How often each refusal or notice was told. */
  readonly refused = new Map<string, number>()
  readonly #plan: Plan
  #child: ChildProcess | null = null
  #rest = ''
  #errors = ''

  constructor(plan: Plan) {
    this.name = plan.username
    this.#plan = plan
  }

  async start(seed: number, code?: string): Promise<void> {
    const { dir, serverUrl, username } = this.#plan
    const args = [dir, serverUrl, username, String(seed), ...(code ? [code] : [])]
    const child = fork(`${projectDir}e2e/chaos/station-child.ts`, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      cwd: projectDir,
    })
    this.#child = child
    this.#rest = ''
    this.#errors = ''
    endWithWorker(child)
    child.stdout?.on('data', (part: Buffer) => this.#hear(part.toString()))
    child.stderr?.on('data', (part: Buffer) => {
      this.#errors = (this.#errors + part.toString()).slice(-4000)
    })
    await this.#orEnd(this.#told('ready'))
  }

  /** An answer that a dead process will never give is an error. */
  #orEnd<T>(answer: Promise<T>): Promise<T> {
    const child = this.#running()
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null, signal: string | null) =>
        reject(new Error(`workstation ${this.name} ended (${signal ?? code}):\n${this.#errors}`))
      child.once('exit', onExit)
      void answer.then((value) => {
        child.off('exit', onExit)
        resolve(value)
      })
    })
  }

  /** A line that its death tore is none: it was not told. */
  #hear(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      const heard = JSON.parse(line) as Saved & { refused?: string; notice?: string }
      const other = heard.refused ?? heard.notice
      if (other === undefined) this.saved.push(heard)
      else this.refused.set(other, (this.refused.get(other) ?? 0) + 1)
    }
  }

  #told<T extends Told['told']>(wanted: T): Promise<Extract<Told, { told: T }>> {
    const child = this.#running()
    return new Promise((resolve) => {
      const listen = (message: unknown) => {
        if ((message as Told).told !== wanted) return
        child.off('message', listen)
        resolve(message as Extract<Told, { told: T }>)
      }
      child.on('message', listen)
    })
  }

  #running(): ChildProcess {
    if (!this.#child) throw new Error(`workstation ${this.name} is not running`)
    return this.#child
  }

  #ask = (ask: Ask) => void this.#running().send(ask)

  save(on: boolean): void {
    this.#ask({ ask: 'save', on })
  }

  async sync(): Promise<void> {
    const done = this.#told('synced')
    this.#ask({ ask: 'sync' })
    await this.#orEnd(done)
  }

  async stand(whole = false): Promise<Stand> {
    const answer = this.#told('stand')
    this.#ask({ ask: 'stand', whole })
    return this.#orEnd(answer)
  }

  /** Resolves when the process is gone and everything that it said has been read. */
  async kill(): Promise<void> {
    const child = this.#running()
    const gone = once(child, 'close')
    child.kill('SIGKILL')
    await gone
    this.#child = null
  }
}
