import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { DEMO_PASSWORD, DEMO_STAFF } from '../../server/demo/hospital.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { openWorkplace, type Workplace } from '../../src-main/app/compose.ts'
import type { CallContext } from '../../src-main/app/trpc.ts'
import { type Ports, realPorts } from '../../src-main/platform/ports.ts'
import { assetsOfSources } from '../../src-main/platform/printing/assets.ts'

export const HOUR = 3_600_000

/** The product's own workstation, but for its clock and its cable. */
export class SealedWorkplace {
  readonly dir: string
  /** Added to the real time, ms; the monotonic clock does not know of it. */
  shift = 0
  away = false
  readonly #server: RunningServer
  #open: { workplace: Workplace; context: CallContext } | null = null

  constructor(server: RunningServer, dir: string) {
    this.#server = server
    this.dir = dir
  }

  /** Where its files are. */
  get profile(): string {
    return join(this.dir, 'a')
  }

  #ports(): Ports {
    const real = realPorts()
    const network: Ports['network'] = {
      request: (asked) => (this.away ? Promise.reject(new Error('away')) : real.network.request(asked)),
      events: real.network.events,
    }
    return { ...real, network, clock: { ...real.clock, now: () => Date.now() + this.shift } }
  }

  /** @param scopes enrols it first */
  async start(scopes: readonly string[] = []): Promise<void> {
    const code = scopes.length > 0 ? await this.#server.identity.devices.createCode(SYSTEM_ACTOR.userId, scopes) : null
    const args = { profile: 'a', port: 0, open: false, ...(code ? { server: this.#server.url, enrol: code.code } : {}) }
    const workplace = await openWorkplace({
      ...{
        host: 'loopback',
        version: '1.0.0',
        dataDir: this.dir,
        args,
        systemSafe: null,
        printAssets: assetsOfSources(import.meta.url),
        ports: this.#ports(),
      },
    })
    this.#open = { workplace, context: workplace.openContext() }
  }

  /** The screen's calls. */
  get call() {
    if (!this.#open) throw new Error('not started')
    return this.#open.workplace.router.createCaller(this.#open.context)
  }

  stop(): void {
    this.#open?.workplace.close()
    this.#open = null
  }

  async restart(): Promise<void> {
    this.stop()
    await this.start()
  }

  signIn = (username: string) => this.call.session.signIn({ username, password: DEMO_PASSWORD })
  pinOf = (username: string): string => DEMO_STAFF.find((one) => one.username === username)?.pin ?? ''

  /** Names of its files, in whatever folder, that hold this text. */
  filesWith(text: string): string[] {
    const all = readdirSync(this.dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    return all.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(text)).map(({ name }) => name)
  }
}

/** Comes back as soon as it holds; fails with what it was last. */
export async function until<T>(ask: () => Promise<T> | T, holds: (value: T) => boolean, most = 15_000): Promise<T> {
  for (const end = Date.now() + most; ; ) {
    const value = await ask()
    if (holds(value)) return value
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
