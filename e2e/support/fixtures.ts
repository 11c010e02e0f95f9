import { join } from 'node:path'
import { type Browser, test as base } from '@playwright/test'
import { prepareRuntime } from '../electron-runtime/runtime.ts'
import { launchBrowser } from './browser.ts'
import { HospitalServer } from './server.ts'
import { type HostName, openStation, type Station } from './station.ts'
import { copyOfSeed, freePort, newFolder } from './world.ts'

export interface HostOption {
  /** In which host the workstations of this project run. */
  host: HostName
}

interface Shared {
  /** One browser for all workstations of the loopback host. */
  chromium: Browser
  /** The hospital of this worker: seeded, running when a test begins. */
  hospital: HospitalServer
}

interface Fixtures {
  running: undefined
  /** Opens a workstation. The same name is the same workstation again; what is open at the end is closed. */
  open: (name: string, server?: HospitalServer) => Promise<Station>
}

export const test = base.extend<Fixtures, HostOption & Shared>({
  host: ['loopback', { option: true, scope: 'worker' }],
  chromium: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const browser = await launchBrowser()
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  hospital: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const server = new HospitalServer(copyOfSeed(join(newFolder('hospital'), 'data')), await freePort())
      await server.start()
      await use(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  running: [
    async ({ hospital, host }, use) => {
      if (host === 'electron') {
        const runtime = await prepareRuntime()
        if (runtime.kind === 'absent') console.log(`Skipped: ${runtime.reasonIfAbsent}`)
        test.skip(runtime.kind === 'absent', 'reasonIfAbsent' in runtime ? runtime.reasonIfAbsent : '')
      }
      if (!hospital.running) await hospital.start()
      await use(undefined)
    },
    { auto: true },
  ],
  open: async ({ host, chromium, hospital }, use) => {
    const ward = new Workstations(host, chromium)
    await use((name, server = hospital) => ward.open(name, server))
    await ward.closeAll()
  },
})

export { expect } from '@playwright/test'

class Workstations {
  readonly #host: HostName
  readonly #browser: Browser
  readonly #dataDir = newFolder('stations')
  readonly #enrolled = new Set<string>()
  readonly #open = new Set<Station>()

  constructor(host: HostName, browser: Browser) {
    this.#host = host
    this.#browser = browser
  }

  async open(profile: string, server: HospitalServer): Promise<Station> {
    const first = !this.#enrolled.has(profile)
    const station = await openStation({
      host: this.#host,
      browser: this.#browser,
      dataDir: this.#dataDir,
      profile,
      serverUrl: server.url,
      ...(first ? { enrolmentCode: await server.enrolmentCode() } : {}),
    })
    this.#enrolled.add(profile)
    this.#open.add(station)
    return { ...station, close: this.#ends(station, 'close'), kill: this.#ends(station, 'kill') }
  }

  #ends(station: Station, how: 'close' | 'kill') {
    return async () => {
      this.#open.delete(station)
      await station[how]()
    }
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open].map((station) => station.close()))
  }
}
