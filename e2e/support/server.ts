import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { endWithWorker } from '../../scripts/end-with-worker.ts'
import { createEnrolmentCode } from '../../scripts/enrolment-code.ts'
import { projectDir } from '../../scripts/paths.ts'
import { ServerClient } from '../../scripts/server-client.ts'
import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { must } from './must.ts'

/** The real all-in-one server with the demonstration hospital, as a process that can be killed and started again. */
export class HospitalServer {
  readonly url: string
  readonly #where: { dataDir: string; port: number; logFile: string }
  #child: ChildProcess | null = null

  constructor(dataDir: string, port: number, logFile = `${dataDir}.log`) {
    this.url = `http://127.0.0.1:${port}`
    this.#where = { dataDir, port, logFile }
  }

  /** Starts on the same data and port as ever; resolves when it answers. */
  async start(): Promise<void> {
    const { dataDir, port, logFile } = this.#where
    const log = openSync(logFile, 'a')
    const child = fork(`${projectDir}server/app/main.ts`, ['--demo', '--data-dir', dataDir, '--port', String(port)], {
      stdio: ['ignore', log, log, 'ipc'],
      cwd: projectDir,
    })
    closeSync(log)
    this.#child = child
    endWithWorker(child)
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve())
      child.once('exit', () => reject(new Error(`the server did not start:\n${this.logTail()}`)))
    })
  }

  /** As a power cut does: no goodbye, no clean-up. */
  kill = () => this.#end('SIGKILL')
  stop = () => this.#end('SIGTERM')

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  get running(): boolean {
    return this.#child !== null
  }

  log = () => readFileSync(this.#where.logFile, 'utf8')
  logTail = () => this.log().split('\n').slice(-30).join('\n')

  /** A client signed in as the administrator. */
  async administrator(): Promise<ServerClient> {
    const client = new ServerClient(this.url)
    await client.signIn('admin', DEMO_PASSWORD)
    return client
  }

  /** Takes a workstation out of use. */
  async revoke(name: string, reason: string): Promise<void> {
    const client = await this.administrator()
    const path = '/v1/identity/workstations'
    const { workstations } = await client.get<{ workstations: { deviceId: string; name: string }[] }>(path)
    const { deviceId } = must(
      workstations.find((each) => each.name === name),
      `there is no ${name}`,
    )
    await client.post(`${path}/${deviceId}/revoke`, { reason })
  }

  /** A code for one workstation that may see everything of the hospital. */
  async enrolmentCode(): Promise<string> {
    const client = await this.administrator()
    return createEnrolmentCode(client, null, null)
  }
}
