import type { Browser } from '@playwright/test'
import type { HospitalServer } from './server.ts'
import { openStation } from './station.ts'
import type { HostName, Station } from './station-plan.ts'
import { newFolder } from './world.ts'

/** The workstations of one test or worker; each is enrolled at its first start. */
export class Workstations {
  readonly #host: HostName
  readonly #browser: Browser
  readonly #dataDir = newFolder('stations')
  readonly #enrolled = new Set<string>()
  readonly #open = new Map<string, Station>()

  constructor(host: HostName, browser: Browser) {
    this.#host = host
    this.#browser = browser
  }

  async open(profile: string, server: HospitalServer, enrol = true): Promise<Station> {
    const first = enrol && !this.#enrolled.has(profile)
    const station = await openStation({
      host: this.#host,
      browser: this.#browser,
      dataDir: this.#dataDir,
      profile,
      serverUrl: server.url,
      ...(first ? { enrolmentCode: await server.enrolmentCode() } : {}),
    })
    this.#enrolled.add(profile)
    const ends = (how: 'close' | 'kill') => async () => {
      this.#open.delete(profile)
      await station[how]()
    }
    const tracked = { ...station, close: ends('close'), kill: ends('kill') }
    this.#open.set(profile, tracked)
    return tracked
  }

  openOnce = async (profile: string, server: HospitalServer): Promise<Station> =>
    this.#open.get(profile) ?? this.open(profile, server)

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.values()].map((station) => station.close()))
  }
}
