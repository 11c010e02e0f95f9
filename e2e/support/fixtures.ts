import { join } from 'node:path'
import { type Browser, test as base } from '@playwright/test'
import { prepareRuntime } from '../electron-runtime/runtime.ts'
import { launchBrowser } from './browser.ts'
import { HospitalServer } from './server.ts'
import type { HostName, Station } from './station-plan.ts'
import { Workstations } from './workstations.ts'
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
  stations: Workstations
}

interface Fixtures {
  running: undefined
  /** The workstations of this test. */
  fleet: Workstations
  /** The same open workstation for every test that does not close it. */
  desk: Station
  /** Opens a workstation. The same name is the same workstation again; what is open at the end is closed. */
  open: (name: string) => Promise<Station>
  /** Opens one that is not enrolled. */
  openNew: () => Promise<Station>
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
    { scope: 'worker', timeout: 480_000 },
  ],
  stations: [
    async ({ host, chromium }, use) => {
      const stations = new Workstations(host, chromium)
      await use(stations)
      await stations.closeAll()
    },
    { scope: 'worker' },
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
  desk: async ({ running: _, stations, hospital }, use) => use(await stations.openOnce('desk', hospital)),
  fleet: async ({ running: _, host, chromium }, use) => {
    const stations = new Workstations(host, chromium)
    await use(stations)
    await stations.closeAll()
  },
  open: async ({ fleet, hospital }, use) => use((name) => fleet.open(name, hospital)),
  openNew: async ({ fleet, hospital }, use) => use(() => fleet.open('new', hospital, false)),
})

export { expect } from '@playwright/test'
