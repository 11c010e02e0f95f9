import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../support/world.ts'
import { Hospital } from './hospital.ts'
import type { Saved, Stand } from './messages.ts'
import type { Chance } from './random.ts'
import { StationProcess } from './station-process.ts'
import { doubles, faultsAtServer } from './verdict.ts'

const STAFF = ['nimali', 'kumari', 'ruwan'] as const
/**
 * Everything is sent and everybody has the same within this time of healing. The promise is a minute, which the
 * simulator holds to the second; here real processes share a machine that may be several times slower.
 */
const HEALED_MS = 180_000
/** For each entry, where a restore has everything sent again. */
const AGAIN_MS = 20

const inWords = ({ toSend, open, problems, hashes }: Stand) =>
  `${toSend} to send, ${open} open; ${problems.join(', ')}; ${JSON.stringify(hashes)}`

/** A hospital with three workstations, all of them real processes in a folder of their own. */
export class World {
  readonly dir: string
  hospital: Hospital
  readonly stations: StationProcess[]
  readonly chance: Chance
  readonly kills = new Map<string, number>()
  /** Of workstations that are no longer here. */
  readonly #savedBefore: Saved[] = []
  /** Longest time from healing to rest, ms: after a death, and where everything was sent again. */
  readonly longest = { death: 0, restore: 0 }
  #auditors = 0

  private constructor(dir: string, port: number, chance: Chance) {
    this.dir = dir
    this.chance = chance
    this.hospital = new Hospital(join(dir, 'server'), port)
    this.stations = STAFF.map((username) => this.#station(username))
  }

  static async open(chance: Chance): Promise<World> {
    const dir = mkdtempSync(join(tmpdir(), 'carecode-chaos-'))
    // the database runs as another user: it must be able to pass
    chmodSync(dir, 0o755)
    const world = new World(dir, await freePort(), chance)
    await world.hospital.start()
    for (const station of world.stations) await world.enrol(station)
    return world
  }

  #station = (username: string, dir = join(this.dir, username)) =>
    new StationProcess({ dir, serverUrl: this.hospital.url, username })

  async enrol(station: StationProcess): Promise<void> {
    await station.start(this.seed(), await this.hospital.enrolmentCode())
  }

  /** Another workstation of a nurse, with its profile in a folder of the caller's. */
  async stationIn(dir: string, username: (typeof STAFF)[number] = 'nimali'): Promise<StationProcess> {
    const station = this.#station(username, dir)
    await this.enrol(station)
    this.stations.push(station)
    return station
  }

  seed = () => this.chance.between(1, 1_000_000_000)

  save(on: boolean): void {
    for (const station of this.stations) station.save(on)
  }

  get saved(): Saved[] {
    return [...this.#savedBefore, ...this.stations.flatMap((station) => station.saved)]
  }

  /** It goes for good; what it saved counts on. */
  async retire(station: StationProcess): Promise<void> {
    this.stations.splice(this.stations.indexOf(station), 1)
    this.#savedBefore.push(...station.saved)
    await station.kill()
  }

  killed(what: string): void {
    this.kills.set(what, (this.kills.get(what) ?? 0) + 1)
  }

  /** Stops the saving, waits until all is sent and all have the same, and judges. @throws Error naming every fault */
  async judge(after: 'death' | 'restore' = 'death'): Promise<void> {
    this.save(false)
    const stands = await this.#rest(after)
    const held = new Set(stands.flatMap(({ blocked }) => blocked))
    const faults = await this.hospital.look(async (client) => [
      ...(await faultsAtServer(client, this.saved, held)),
      ...(await doubles(client)),
    ])
    if (stands.some(({ auditWhole }) => !auditWhole)) faults.push('the audit of a workstation is broken')
    faults.push(...(await this.#differences(stands)))
    if (faults.length > 0) throw new Error(`${faults.length} faults:\n${faults.slice(0, 20).join('\n')}`)
  }

  async #rest(after: 'death' | 'restore'): Promise<Stand[]> {
    const began = Date.now()
    const limit = HEALED_MS + (after === 'restore' ? AGAIN_MS * this.saved.length : 0)
    for (;;) {
      await Promise.all(this.stations.map((station) => station.sync()))
      const stands = await this.#idle()
      if (stands && new Set(stands.map(({ hashes }) => JSON.stringify(hashes))).size === 1) {
        this.longest[after] = Math.max(this.longest[after], Date.now() - began)
        return stands
      }
      if (Date.now() - began > limit) throw new Error(`not at rest after ${limit} ms: ${await this.#inWords()}`)
      await pause(100)
    }
  }

  /** Null where somebody is still at work. */
  async #idle(): Promise<Stand[] | null> {
    const now = await Promise.all(this.stations.map((station) => station.stand()))
    if (now.some(({ toSend, open }) => toSend > 0 || open > 0)) return null
    return Promise.all(this.stations.map((station) => station.stand(true)))
  }

  async #inWords(): Promise<string> {
    const stands = await Promise.all(this.stations.map((station) => station.stand(true)))
    return `${stands.map(inWords).join('\n')}\n${this.hospital.logTail()}`
  }

  /** A workstation that was never there fetches everything by snapshot: what it shows is what the server has. */
  async #differences(stands: readonly Stand[]): Promise<string[]> {
    const auditor = this.#station('nimali', join(this.dir, `auditor-${++this.#auditors}`))
    await this.enrol(auditor)
    try {
      for (const began = Date.now(); Date.now() - began < HEALED_MS; await pause(100)) {
        await auditor.sync()
        const { hashes, open } = await auditor.stand(true)
        if (open > 0) continue
        const wrong = Object.keys(hashes).filter((table) => hashes[table] !== stands[0]?.hashes[table])
        return wrong.map((table) => `${table} differs between the workstations and the server`)
      }
      return ['a new workstation did not come to rest within three minutes']
    } finally {
      await auditor.kill()
    }
  }

  async close(keep: boolean): Promise<void> {
    for (const station of this.stations) await station.kill().catch(() => undefined)
    await this.hospital.stop()
    if (!keep) rmSync(this.dir, { recursive: true, force: true })
  }
}
